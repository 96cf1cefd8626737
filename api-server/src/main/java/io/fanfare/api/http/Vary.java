package io.fanfare.api.http;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The headers of a request that decide about its answer, as caches must know. */
final class Vary {

  private static final String HEADER = "Vary";

  private Vary() {}

  /** Adds a header of requests, in the one line that all caches read. */
  static void by(Context context, String header) {
    context.header(HEADER, with(context.res().getHeader(HEADER), header));
  }

  /** Whether a header of requests decides. */
  static boolean isBy(Context context, String header) {
    return has(context.res().getHeader(HEADER), header);
  }

  /** Removes a header that makes no difference after all. */
  static void notBy(Context context, String header) {
    String line = context.res().getHeader(HEADER);
    String rest =
        Arrays.stream((line == null ? "" : line).split(",", -1))
            .map(String::strip)
            .filter(one -> !one.equalsIgnoreCase(header))
            .collect(Collectors.joining(", "));
    context.header(HEADER, rest);
  }

  private static String with(@Nullable String line, String header) {
    if (line == null || line.isEmpty()) {
      return header;
    }
    return has(line, header) ? line : line + ", " + header;
  }

  private static boolean has(@Nullable String line, String header) {
    return line != null
        && Arrays.stream(line.split(",", -1)).anyMatch(one -> one.strip().equalsIgnoreCase(header));
  }
}
