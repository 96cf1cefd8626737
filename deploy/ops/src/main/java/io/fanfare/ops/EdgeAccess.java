package io.fanfare.ops;

import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.WebUrl;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the edge of a pipeline is. No URL has a slash at its end.
 *
 * @param urls what is asked like clients ask: nginx, or each Varnish
 * @param originUrl what is behind the caches: HAProxy, or an API server
 * @param purgerUrl the admin port of a purger
 * @param fetch the purger's `fetch-ms`: the longest time that a fetch of a Varnish may take
 */
public record EdgeAccess(List<String> urls, String originUrl, String purgerUrl, Duration fetch) {

  public EdgeAccess {
    urls = List.copyOf(urls);
  }

  /** Null if the pipeline has no edge. */
  static @Nullable EdgeAccess from(Settings settings) {
    String urls = settings.text("edge-urls", "");
    String origin = url(settings, "edge-origin-url");
    String purger = url(settings, "edge-purger-url");
    int fetch = settings.number("fetch-ms", 15_000, 1, 600_000);
    if (urls.isEmpty() != origin.isEmpty() || urls.isEmpty() != purger.isEmpty()) {
      settings.problem(
          "%s, %s and %s belong together: give all or none."
              .formatted(
                  settings.name("edge-urls"),
                  settings.name("edge-origin-url"),
                  settings.name("edge-purger-url")));
    }
    if (urls.isEmpty()) {
      return null;
    }
    List<String> each = Arrays.stream(urls.split(",", -1)).map(String::strip).toList();
    each.forEach(url -> check(settings, "edge-urls", url));
    return new EdgeAccess(
        each.stream().map(EdgeAccess::bare).toList(), origin, purger, Duration.ofMillis(fetch));
  }

  private static String url(Settings settings, String key) {
    String url = settings.text(key, "");
    if (!url.isEmpty()) {
      check(settings, key, url);
    }
    return bare(url);
  }

  private static void check(Settings settings, String key, String url) {
    String problem = WebUrl.problem(url);
    if (!problem.isEmpty()) {
      settings.problem(settings.name(key) + " " + problem);
    }
  }

  private static String bare(String url) {
    return url.replaceFirst("/+$", "");
  }
}
