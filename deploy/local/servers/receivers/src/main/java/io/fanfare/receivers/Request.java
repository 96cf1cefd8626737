package io.fanfare.receivers;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request over HTTP.
 *
 * @param path decoded, without the query
 * @param query decoded parameters
 * @param headers names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
