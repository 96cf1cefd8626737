package io.fanfare.ops;

import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of the connector that `setup` registers. */
final class CaptureSettings {

  private static final int HIGHEST_SERVER_ID = Integer.MAX_VALUE;
  private static final int LONGEST_MILLIS = 60_000;

  /** The first host of a JDBC URL, and its port. */
  private static final Pattern ADDRESS = Pattern.compile("^[^/]*//([^,:/?]+)(?::([0-9]+))?.*$");

  private static final String DEFAULT_PORT = "3306";

  private CaptureSettings() {}

  /** Null if the settings name no reference to the password: then `setup` leaves the connector. */
  static @Nullable SourceSettings from(Settings settings, SourceAccess source, KafkaAccess kafka) {
    String password = settings.text("capture-password-reference", "");
    int serverId = settings.number("capture-server-id", 0, 0, HIGHEST_SERVER_ID);
    String address = settings.hostsAndPorts("capture-address", addressOf(source.url()));
    String brokers = settings.hostsAndPorts("connect-kafka-bootstrap", kafka.bootstrap());
    String workersFile = settings.text("connect-kafka-config", kafka.file());
    String tls = settings.text("capture-ssl-mode", "");
    int heartbeat = settings.number("capture-heartbeat-ms", 1_000, 1, LONGEST_MILLIS);
    int poll = settings.number("capture-poll-ms", 10, 1, LONGEST_MILLIS);
    if (password.isEmpty()) {
      return null;
    }
    if (serverId == 0) {
      settings.problem("capture-server-id is missing: it belongs to capture-password-reference.");
    }
    if (address.isEmpty() || address.contains(",")) {
      settings.problem("capture-address is '%s', not host:port.".formatted(address));
      return null;
    }
    if (!workersFile.isEmpty() && kafka.file().isEmpty()) {
      settings.problem(
          "connect-kafka-config needs kafka-config: its keys are those of the workers' file.");
    }
    int colon = address.lastIndexOf(':');
    if (colon < 1) {
      return null;
    }
    try {
      return new SourceSettings(
          source.flavour(),
          address.substring(0, colon),
          Integer.parseInt(address.substring(colon + 1)),
          source.capture().user(),
          password,
          source.database(),
          serverId,
          brokers,
          Duration.ofMillis(heartbeat),
          Duration.ofMillis(poll),
          tls,
          references(kafka, workersFile));
    } catch (IllegalArgumentException e) {
      settings.problem("capture-password-reference is wrong: " + e.getMessage());
      return null;
    }
  }

  private static String addressOf(String url) {
    Matcher address = ADDRESS.matcher(url);
    return address.matches()
        ? address.group(1) + ":" + (address.group(2) == null ? DEFAULT_PORT : address.group(2))
        : "";
  }

  /** The keys of the file here, with the values of the workers' file. */
  private static Map<String, String> references(KafkaAccess kafka, String workersFile) {
    Map<String, String> references = new TreeMap<>();
    kafka.settings().keySet().stream()
        .filter(key -> !key.startsWith("config.providers"))
        .forEach(key -> references.put(key, "${file:" + workersFile + ":" + key + "}"));
    return references;
  }
}
