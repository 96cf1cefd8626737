package io.fanfare.agents.push;

import io.fanfare.agents.http.HttpSettings;
import io.fanfare.schemas.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How pushes are sent.
 *
 * @param keys null if the settings have a problem, which is reported
 * @param subject how a push service reaches the operator: a mailto: or https: URL
 * @param openUrl the page that a digest leads to
 */
public record PushSettings(
    HttpSettings http, @Nullable VapidKeys keys, String subject, String openUrl) {

  public static final String USAGE =
      """
        --push-vapid-key-file FILE         PEM file with the private key of the site (PKCS#8, P-256),
                                           readable by its owner only
        --push-subject URL                 how push services reach you: mailto:ADDRESS or https://...
        --push-open-url URL                page that a digest leads to
        --push-allow-http true|false       whether push services may have http: URLs (default: false)
        --push-allowed-networks R[,R]      ranges that are not public and may be reached all the same,
                                           such as 127.0.0.0/8 (default: none)
        --push-ca-file FILE                PEM file with the certificates that sign those of push
                                           services (default: the JVM's)
        --push-connect-timeout-ms N        time for a connection (default: 5000)
        --push-deadline-ms N               time for a request, from resolution to answer (default: 15000)
        --push-connections N               most connections (default: 256)
        --push-connections-per-host N      most connections to one address of a host (default: 64)
      """;

  private static final int CONNECTIONS_PER_HOST = 64;

  /** Reads the settings of {@link #USAGE}. */
  public static PushSettings from(Settings settings) {
    String subject = settings.text("push-subject");
    if (!subject.isEmpty() && !subject.matches("mailto:[^@\\s]+@[^@\\s]+|https://\\S+")) {
      settings.problem(
          settings.name("push-subject")
              + " is neither mailto:ADDRESS nor a URL that begins with https://.");
    }
    String openUrl = settings.text("push-open-url");
    if (!openUrl.isEmpty() && !isWebUrl(openUrl)) {
      settings.problem(
          settings.name("push-open-url") + " is not a URL of at most 1000 characters.");
    }
    return new PushSettings(
        HttpSettings.from(settings, "push", CONNECTIONS_PER_HOST),
        keys(settings),
        subject,
        openUrl);
  }

  private static @Nullable VapidKeys keys(Settings settings) {
    String key = "push-vapid-key-file";
    String file = settings.text(key);
    if (file.isEmpty()) {
      return null;
    }
    try {
      return VapidKeysFile.read(Path.of(file));
    } catch (NoSuchFileException e) {
      settings.problem(settings.name(key) + " names a file that cannot be read: " + file + ".");
    } catch (IOException e) {
      settings.problem(settings.name(key) + ": " + e.getMessage());
    }
    return null;
  }

  private static boolean isWebUrl(String text) {
    try {
      URI url = URI.create(text);
      return text.length() <= 1000
          && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
          && url.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
