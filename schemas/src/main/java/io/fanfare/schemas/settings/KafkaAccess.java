package io.fanfare.schemas.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The addresses of Kafka, and the settings with which clients reach it: logins, certificates. The
 * values of the settings stay in their file. Clients get references to them, which Kafka replaces
 * in the process that opens the client, so that no secret is in a job graph, in a log or in a
 * checkpoint.
 *
 * @param bootstrap `host:port` of brokers, separated by commas
 * @param file properties file with settings of clients, as `--command-config` of Kafka's own tools:
 *     those of security and connections count; empty for none. Every machine that opens a client
 *     needs it, at the same path
 * @param settings references to the file's values, by key
 */
public record KafkaAccess(String bootstrap, String file, Map<String, String> settings) {

  private static final String PROVIDERS = "config.providers";
  private static final String PROVIDER = "fanfare";

  /** As Kafka finds them. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*:[^}]*}");

  /**
   * What a client needs to reach Kafka. All else is Fanfare's own: a group or a deserializer of the
   * file would break a job, and other brokers would be another Kafka.
   */
  private static final Pattern OF_ACCESS =
      Pattern.compile(
          "(security|sasl|ssl|config\\.providers|connections|reconnect|retry|socket|metadata"
              + "|client\\.dns|client\\.rack|request\\.timeout|default\\.api)(\\..*)?");

  private static final String BOOTSTRAP = "bootstrap.servers";

  private static final int MOST_AT_ONCE = 5_000;

  public KafkaAccess {
    settings = Map.copyOf(settings);
  }

  /** Brokers without logins and without TLS. */
  public static KafkaAccess open(String bootstrap) {
    return new KafkaAccess(bootstrap, "", Map.of());
  }

  /** Reads `kafka-bootstrap` and `kafka-config`. */
  public static KafkaAccess from(Settings settings) {
    String file = settings.path("kafka-config");
    return new KafkaAccess(
        settings.hostsAndPorts("kafka-bootstrap"),
        file,
        references(file, settings.properties("kafka-config")));
  }

  /**
   * The settings of a client.
   *
   * @param own what this client needs; it wins over the file
   */
  public Map<String, Object> client(Map<String, ?> own) {
    Map<String, Object> client = new HashMap<>(settings);
    client.putAll(own);
    client.put(BOOTSTRAP, bootstrap);
    return client;
  }

  /**
   * The settings of a consumer of bytes that keeps its own positions and has no group, by Kafka's
   * names: this module does not know its classes.
   *
   * @param clientId the program's name in the brokers' logs
   */
  public Map<String, Object> reader(String clientId) {
    String bytes = "org.apache.kafka.common.serialization.ByteArrayDeserializer";
    return client(
        Map.of(
            "client.id", clientId,
            "key.deserializer", bytes,
            "value.deserializer", bytes,
            "isolation.level", "read_committed",
            // The reader has to notice a position that is gone (another log, a truncated one).
            "auto.offset.reset", "none",
            // A topic has to be created with its settings, not by reading it.
            "allow.auto.create.topics", false,
            "max.poll.records", MOST_AT_ONCE));
  }

  /** The settings of a client that Flink opens. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private static Map<String, String> references(String file, Properties content) {
    if (content.isEmpty()) {
      return Map.of();
    }
    boolean hasProviders = content.containsKey(PROVIDERS);
    Map<String, String> references = new HashMap<>();
    for (String key : content.stringPropertyNames()) {
      if (!OF_ACCESS.matcher(key).matches()) {
        continue;
      }
      String value = content.getProperty(key);
      // What is a reference already is no secret, and Kafka would not replace it twice.
      boolean isKept =
          key.startsWith(PROVIDERS) || (hasProviders && REFERENCE.matcher(value).find());
      references.put(key, isKept ? value : "${" + PROVIDER + ":" + file + ":" + key + "}");
    }
    references.merge(PROVIDERS, PROVIDER, (theirs, ours) -> theirs + "," + ours);
    references.put(
        PROVIDERS + "." + PROVIDER + ".class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    return references;
  }

  @Override
  public String toString() {
    return bootstrap + (file.isEmpty() ? "" : " with the settings of " + file);
  }
}
