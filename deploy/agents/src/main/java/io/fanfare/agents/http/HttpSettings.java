package io.fanfare.agents.http;

import io.fanfare.schemas.settings.Network;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How requests of a channel go out.
 *
 * @param allowHttp whether URLs may be `http:`, for a receiver on this machine
 * @param allowedNetworks ranges that may be reached although they are not public
 * @param caFile PEM file with the certificates that sign those of receivers; empty for the JVM's
 * @param connectTimeout for a connection to one address, and again for its TLS
 * @param deadline for the whole request: resolution, waiting for a connection, answer
 * @param connections most connections at a time
 * @param connectionsPerHost most connections to one address of a host at a time
 */
public record HttpSettings(
    boolean allowHttp,
    List<Network> allowedNetworks,
    String caFile,
    Duration connectTimeout,
    Duration deadline,
    int connections,
    int connectionsPerHost) {

  public HttpSettings {
    allowedNetworks = List.copyOf(allowedNetworks);
  }

  /**
   * Reads the settings that begin with the name of a channel, such as `webhook-deadline-ms`.
   *
   * @param perHost the default of `connections-per-host`
   */
  public static HttpSettings from(Settings settings, String channel, int perHost) {
    HttpSettings read =
        new HttpSettings(
            settings.flag(channel + "-allow-http", false),
            networks(settings, channel + "-allowed-networks"),
            settings.path(channel + "-ca-file"),
            millis(settings, channel + "-connect-timeout-ms", 5_000),
            millis(settings, channel + "-deadline-ms", 15_000),
            settings.number(channel + "-connections", 256, 1, 10_000),
            settings.number(channel + "-connections-per-host", perHost, 1, 10_000));
    settings.requireReadable(channel + "-ca-file");
    return read;
  }

  private static Duration millis(Settings settings, String key, int defaultValue) {
    return Duration.ofMillis(settings.number(key, defaultValue, 100, 120_000));
  }

  private static List<Network> networks(Settings settings, String key) {
    List<Network> networks = new ArrayList<>();
    String text = settings.text(key, "");
    for (String range : text.isBlank() ? new String[0] : text.split(",")) {
      try {
        networks.add(Network.parse(range.strip()));
      } catch (IllegalArgumentException e) {
        settings.problem(settings.name(key) + ": " + e.getMessage() + ".");
      }
    }
    return networks;
  }
}
