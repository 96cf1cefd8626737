package io.fanfare.api;

import io.fanfare.api.http.Cors;
import io.fanfare.schemas.settings.Network;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the server treats its clients.
 *
 * @param corsOrigins the sites whose pages may read answers; empty for none
 * @param requestsPerMinute most requests of a client; 0 for no limit
 * @param trustedProxies whose `X-Forwarded-For` names the client
 * @param drain how long the server goes on when it is stopped, and is not ready any more
 */
record HttpConfig(
    List<String> corsOrigins, int requestsPerMinute, List<Network> trustedProxies, Duration drain) {

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
    return new HttpConfig(
        origins,
        settings.number("requests-per-minute", 3_000, 0, 1_000_000),
        proxies(settings),
        Duration.ofSeconds(settings.number("drain-seconds", 5, 0, 300)));
  }

  private static List<Network> proxies(Settings settings) {
    List<Network> proxies = new ArrayList<>();
    for (String range : list(settings.text("trusted-proxies", ""))) {
      try {
        proxies.add(Network.parse(range));
      } catch (IllegalArgumentException e) {
        settings.problem("--trusted-proxies: " + e.getMessage() + ".");
      }
    }
    return List.copyOf(proxies);
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
