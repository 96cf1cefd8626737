package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serves the pages at `/` and `/you/stats` and their files; a page may load no others. A browser
 * caches them and revalidates them on each visit.
 */
final class PageFiles {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  /** Stands in each page where the sign-in belongs that all of them share. */
  private static final String SIGN_IN = "<!-- sign-in.html -->";

  private static final String HTML = "text/html;charset=utf-8";
  private static final String STYLE = "text/css;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          entry("index.html", HTML),
          entry("stats.html", HTML),
          entry("page.css", STYLE),
          entry("stats.css", STYLE),
          entry("icon.svg", "image/svg+xml"),
          entry("page.js", SCRIPT),
          entry("stats-page.js", SCRIPT),
          entry("api.js", SCRIPT),
          entry("chart.js", SCRIPT),
          entry("connection.js", SCRIPT),
          entry("feed.js", SCRIPT),
          entry("figures.js", SCRIPT),
          entry("live.js", SCRIPT),
          entry("people.js", SCRIPT),
          entry("polling.js", SCRIPT),
          entry("range-choice.js", SCRIPT),
          entry("ranges.js", SCRIPT),
          entry("ranking.js", SCRIPT),
          entry("search.js", SCRIPT),
          entry("sounds.js", SCRIPT),
          entry("stats.js", SCRIPT),
          entry("suggest.js", SCRIPT),
          entry("visits.js", SCRIPT));

  private record PageFile(String type, byte[] content, String etag) {}

  void register(RoutesConfig routes) {
    TYPES.forEach(
        (name, type) -> {
          PageFile file = read(name, type);
          String path = path(name);
          routes.get(path, context -> answer(context, file));
          routes.head(path, context -> answer(context, file));
        });
  }

  private static String path(String name) {
    return switch (name) {
      case "index.html" -> "/";
      case "stats.html" -> "/you/stats";
      default -> "/page/" + name;
    };
  }

  private static void answer(Context context, PageFile file) {
    context.header("Content-Security-Policy", POLICY);
    context.header("Referrer-Policy", "no-referrer");
    context.header("X-Frame-Options", "DENY");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cache-Control", "no-cache");
    context.header("ETag", file.etag());
    if (isCached(context.header("If-None-Match"), file.etag())) {
      context.status(304);
    } else {
      context.contentType(file.type()).result(file.content());
    }
  }

  /** Proxies that compress mark the tag as weak. */
  private static boolean isCached(@Nullable String tags, String etag) {
    return tags != null && tags.contains(etag);
  }

  private static PageFile read(String name, String type) {
    byte[] content = text(name).replace(SIGN_IN, text("sign-in.html")).getBytes(UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      String etag = '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
      return new PageFile(type, content, etag);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String text(String name) {
    try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream("page/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
