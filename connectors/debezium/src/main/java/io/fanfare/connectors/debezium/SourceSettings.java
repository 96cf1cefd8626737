package io.fanfare.connectors.debezium;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The settings of a deployment for its source.
 *
 * @param passwordReference where the worker finds the password: `${file:PATH:KEY}` or
 *     `${directory:PATH:FILE}`, never the password itself, which anyone could read over REST
 * @param serverId the id by which the connector follows the source's log, unique among the source
 *     and its replicas
 * @param heartbeat how often the connector stores its position while no captured table changes
 * @param poll how long a change may wait in the connector: the main part of its latency
 * @param sslMode `database.ssl.mode`; empty for no TLS
 * @param historyClient settings of Kafka's clients that keep the schema history, with references
 *     instead of secrets
 */
public record SourceSettings(
    Flavour flavour,
    String host,
    int port,
    String user,
    String passwordReference,
    String database,
    long serverId,
    String kafkaBootstrap,
    Duration heartbeat,
    Duration poll,
    String sslMode,
    Map<String, String> historyClient) {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[a-zA-Z0-9_]+:[^}]+}");

  /**
   * @throws IllegalArgumentException if the password is not a reference
   */
  public SourceSettings {
    if (!REFERENCE.matcher(passwordReference).matches()) {
      throw new IllegalArgumentException(
          "The source's password must be given as a reference such as ${file:PATH:KEY}.");
    }
    historyClient = Map.copyOf(historyClient);
  }

  /** A source without TLS, and a Kafka without logins and TLS. */
  public SourceSettings(
      Flavour flavour,
      String host,
      int port,
      String user,
      String passwordReference,
      String database,
      long serverId,
      String kafkaBootstrap,
      Duration heartbeat,
      Duration poll) {
    this(
        flavour,
        host,
        port,
        user,
        passwordReference,
        database,
        serverId,
        kafkaBootstrap,
        heartbeat,
        poll,
        "",
        Map.of());
  }
}
