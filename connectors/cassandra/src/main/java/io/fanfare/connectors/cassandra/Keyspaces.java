package io.fanfare.connectors.cassandra;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of the keyspaces. They may be on two clusters.
 *
 * @param dashboards the keyspace of dashboards and closeness
 * @param stats the keyspace of stats
 */
public record Keyspaces(String dashboards, String stats) {

  /** Names that CQL takes without quotes. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  private static final Pattern DEFAULT_NAME = Pattern.compile("\\b(fanfare|stats)\\.");

  /** The names in `cassandra/schema.cql` and in the text of every statement. */
  public static final Keyspaces DEFAULT = new Keyspaces("fanfare", "stats");

  /**
   * @throws IllegalArgumentException if a name is not 1 to 48 of `a` to `z`, digits and `_`, or
   *     does not begin with a letter
   */
  public Keyspaces {
    for (String name : List.of(dashboards, stats)) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "The keyspace '"
                + name
                + "' is not 1 to 48 lower-case letters, digits and '_', beginning with a letter.");
      }
    }
  }

  /**
   * The statements that create the keyspaces. A keyspace that exists keeps its replication.
   *
   * @param datacenter the datacenter that gets the replicas
   * @param replicationFactor replicas of each row
   */
  public List<String> create(String datacenter, int replicationFactor) {
    return Stream.of(dashboards, stats)
        .map(
            name ->
                ("CREATE KEYSPACE IF NOT EXISTS %s"
                        + " WITH replication = {'class': 'NetworkTopologyStrategy', '%s': %d}")
                    .formatted(name, datacenter.replace("'", "''"), replicationFactor))
        .toList();
  }

  /** CQL that names the default keyspaces, for these ones. */
  public String rename(String cql) {
    return DEFAULT_NAME
        .matcher(cql)
        .replaceAll(name -> (name.group(1).equals(DEFAULT.stats) ? stats : dashboards) + ".");
  }
}
