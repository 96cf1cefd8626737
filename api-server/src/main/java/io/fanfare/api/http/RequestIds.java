package io.fanfare.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * The id of each request, by which an answer and the lines of a log are joined. A proxy may give
 * it; otherwise the server makes one.
 */
final class RequestIds {

  static final String HEADER = "X-Request-Id";

  /** Its name in the context of the log. */
  private static final String LOGGED = "request";

  /** What cannot break a line of a log, nor fill it. */
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:/+=-]{1,100}");

  private RequestIds() {}

  static void register(RoutesConfig routes) {
    routes.before(RequestIds::begin);
    routes.after(context -> MDC.remove(LOGGED));
  }

  private static void begin(Context context) {
    String given = context.header(HEADER);
    String id =
        given != null && ACCEPTED.matcher(given).matches() ? given : UUID.randomUUID().toString();
    context.header(HEADER, id);
    MDC.put(LOGGED, id);
  }

  /** The id of a request; empty for one that was rejected before it had any. */
  static String of(Context context) {
    String id = context.res().getHeader(HEADER);
    return id == null ? "" : id;
  }
}
