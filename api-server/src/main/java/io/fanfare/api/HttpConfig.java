package io.fanfare.api;

import io.fanfare.api.http.Cors;
import io.fanfare.schemas.settings.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * How the server treats its clients.
 *
 * @param corsOrigins the sites whose pages may read answers; empty for none
 */
record HttpConfig(List<String> corsOrigins) {

  static HttpConfig of(Settings settings) {
    List<String> origins = list(settings.text("cors-origins", ""));
    for (String origin : origins) {
      if (!origin.equals(Cors.ANY) && !Cors.isOrigin(origin)) {
        settings.problem(
            "--cors-origins lists '"
                + origin
                + "', which is neither * nor an origin such as https://player.example.com: in lower"
                + " case, without a path.");
      }
    }
    return new HttpConfig(origins);
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
