package io.fanfare.ops.setup;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.Keyspaces;
import io.fanfare.connectors.cassandra.UnusableClusterException;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The keyspaces and tables of the views. */
public final class CassandraSchema implements SetupPart {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CassandraAccess cassandra;
  private final Keyspaces keyspaces;
  private final int replicationFactor;

  /**
   * @param replicationFactor copies of each row in the local datacenter, for new keyspaces;
   *     existing ones keep theirs
   */
  public CassandraSchema(CassandraAccess cassandra, Keyspaces keyspaces, int replicationFactor) {
    this.cassandra = cassandra;
    this.keyspaces = keyspaces;
    this.replicationFactor = replicationFactor;
  }

  @Override
  public String name() {
    return "tables on " + cassandra.contactPoints();
  }

  @Override
  public List<String> declaration() {
    return Stream.concat(
            keyspaces.create(cassandra.datacenter(), replicationFactor).stream(),
            SchemaScript.statements("/cassandra/schema.cql").stream().map(keyspaces::rename))
        .toList();
  }

  @Override
  public List<Difference> differences() throws InterruptedException {
    try (CqlSession session = session()) {
      return differences(session);
    } catch (DriverException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Difference> apply() throws InterruptedException {
    try (CqlSession session = session()) {
      List<Difference> differences = differences(session);
      for (String statement : declaration()) {
        execute(session, statement);
      }
      return differences;
    } catch (DriverException e) {
      throw failed(e);
    }
  }

  private OperationException failed(DriverException cause) {
    return new OperationException(
        "Cassandra's tables could not be set up: " + cause.getMessage(), cause);
  }

  private List<Difference> differences(CqlSession session) {
    List<Difference> differences = new ArrayList<>();
    for (String keyspace : new TreeSet<>(List.of(keyspaces.dashboards(), keyspaces.stats()))) {
      Row found =
          session
              .execute(
                  "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = ?",
                  keyspace)
              .one();
      if (found == null) {
        differences.add(Difference.missing("keyspace " + keyspace));
      } else {
        compareCopies(differences, keyspace, found);
      }
    }
    Map<String, Set<String>> columns = columns(session);
    Map<String, Set<String>> declared = new TreeMap<>();
    declaration().stream()
        .flatMap(statement -> CqlTable.of(statement).stream())
        .forEach(
            table ->
                declared
                    .computeIfAbsent(table.name(), absent -> new TreeSet<>())
                    .addAll(table.columns()));
    declared.forEach(
        (table, names) ->
            compareTable(differences, table, names, columns.getOrDefault(table, Set.of())));
    return differences;
  }

  private void compareCopies(List<Difference> differences, String keyspace, Row found) {
    Map<String, String> replication = found.getMap("replication", String.class, String.class);
    String copies = replication == null ? null : replication.get(cassandra.datacenter());
    if (copies == null || Integer.parseInt(copies) < replicationFactor) {
      differences.add(
          Difference.left(
              "keyspace " + keyspace,
              "has the replication %s, less than %d copies in %s: change it with ALTER KEYSPACE, then repair"
                  .formatted(replication, replicationFactor, cassandra.datacenter())));
    }
  }

  private static void compareTable(
      List<Difference> differences, String table, Set<String> declared, Set<String> found) {
    if (found.isEmpty()) {
      differences.add(Difference.missing("table " + table));
      return;
    }
    for (String column : declared) {
      if (!found.contains(column)) {
        differences.add(Difference.changed("table " + table, "lacks the column " + column));
      }
    }
  }

  private Map<String, Set<String>> columns(CqlSession session) {
    Map<String, Set<String>> columns = new HashMap<>();
    for (String keyspace : Set.of(keyspaces.dashboards(), keyspaces.stats())) {
      for (Row row :
          session.execute(
              "SELECT table_name, column_name FROM system_schema.columns WHERE keyspace_name = ?",
              keyspace)) {
        columns
            .computeIfAbsent(
                keyspace + "." + row.getString("table_name"), absent -> new HashSet<>())
            .add(row.getString("column_name"));
      }
    }
    return columns;
  }

  /** The next statement may go to a node that must know the result of this one. */
  private static void execute(CqlSession session, String statement) {
    session.execute(statement);
    if (!session.checkSchemaAgreement()) {
      throw new OperationException(
          "Cassandra's nodes do not agree on the schema yet, so the tables could not be created:"
              + " run the command again.");
    }
  }

  /** A node that has just opened its port may still drop an early connection. */
  private CqlSession session() throws InterruptedException {
    try {
      return Await.success(
          PATIENCE, AllNodesFailedException.class, () -> CassandraSession.openForSchema(cassandra));
    } catch (UnusableClusterException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
  }
}
