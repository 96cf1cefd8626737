package io.fanfare.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the pages of other sites read answers in a browser (CORS). Never with credentials: a site
 * sends its token itself, in `Authorization`, and nothing of what a browser keeps for this server.
 */
public final class Cors {

  /** Every site. */
  public static final String ANY = "*";

  private static final String ORIGIN = "Origin";

  /** Headers of answers beyond those that every site may read. */
  private static final String EXPOSED =
      "ETag, Retry-After, X-Request-Id, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset,"
          + " WWW-Authenticate, Allow, Accept-Encoding";

  private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";

  /** Headers of requests beyond those that every site may send. */
  private static final String HEADERS =
      "Authorization, Content-Type, Content-Encoding, If-None-Match, Last-Event-ID, X-Request-Id";

  /** Seconds for which a browser remembers what is allowed; the longest that Chromium does. */
  private static final String MAX_AGE = "7200";

  private final Set<String> origins;

  /**
   * @param origins of the sites, each as {@link #isOrigin}, or {@link #ANY}; empty for none
   */
  public Cors(Collection<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /** Whether a text is an origin as browsers send it: a scheme, a host, and a port if needed. */
  public static boolean isOrigin(String text) {
    try {
      URI url = URI.create(text);
      return url.getHost() != null
          && text.equals(
              url.getScheme()
                  + "://"
                  + url.getHost().toLowerCase(Locale.ROOT)
                  + (url.getPort() < 0 ? "" : ":" + url.getPort()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public void register(RoutesConfig routes) {
    if (!origins.isEmpty()) {
      routes.before(this::answer);
    }
  }

  private void answer(Context context) {
    String allowed = allowed(context);
    if (allowed != null) {
      context.header("Access-Control-Allow-Origin", allowed);
      context.header("Access-Control-Expose-Headers", EXPOSED);
    }
    if (isPreflight(context)) {
      answerPreflight(context, allowed != null);
    }
  }

  /**
   * Lets every site read an answer that is the same for everybody, if any site may read answers.
   * Otherwise a cache kept one for each text that a client sends as its origin.
   */
  static void openToAll(Context context) {
    if (Vary.isBy(context, ORIGIN)) {
      Vary.notBy(context, ORIGIN);
      context.header("Access-Control-Allow-Origin", ANY);
      context.header("Access-Control-Expose-Headers", EXPOSED);
    }
  }

  /** The value of `Access-Control-Allow-Origin`; null for none. */
  private @Nullable String allowed(Context context) {
    if (origins.contains(ANY)) {
      return ANY;
    }
    // Also without an origin: a cache must not give that answer to a site.
    Vary.by(context, ORIGIN);
    String origin = context.header(ORIGIN);
    return origin != null && origins.contains(origin) ? origin : null;
  }

  private static boolean isPreflight(Context context) {
    return context.method() == HandlerType.OPTIONS
        && context.header(ORIGIN) != null
        && context.header("Access-Control-Request-Method") != null;
  }

  private static void answerPreflight(Context context, boolean isAllowed) {
    if (isAllowed) {
      context.header("Access-Control-Allow-Methods", METHODS);
      context.header("Access-Control-Allow-Headers", HEADERS);
      context.header("Access-Control-Max-Age", MAX_AGE);
    }
    context.status(204).skipRemainingHandlers();
  }
}
