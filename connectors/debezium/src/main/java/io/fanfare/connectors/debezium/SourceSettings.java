package io.fanfare.connectors.debezium;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a deployment says of its source.
 *
 * @param passwordReference where the worker finds the password: `${file:PATH:KEY}` or
 *     `${directory:PATH:FILE}`, never the password itself, which anybody could read over REST
 * @param serverId the id as which the connector follows the source's log: no other server or
 *     follower of the source may have it
 * @param heartbeat how often the connector's position is kept while no captured table changes
 * @param poll how long a change may wait in the connector: the main part of its latency
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
    Duration poll) {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[a-zA-Z0-9_]+:[^}]+}");

  /**
   * @throws IllegalArgumentException if the password is no reference
   */
  public SourceSettings {
    if (!REFERENCE.matcher(passwordReference).matches()) {
      throw new IllegalArgumentException(
          "The source's password must be given as a reference such as ${file:PATH:KEY}.");
    }
  }
}
