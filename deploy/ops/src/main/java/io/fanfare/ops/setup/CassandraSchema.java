package io.fanfare.ops.setup;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.fanfare.connectors.cassandra.Keyspaces;
import io.fanfare.ops.Await;
import io.fanfare.ops.CassandraAccess;
import io.fanfare.ops.OperationException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Creates the keyspaces and tables that are missing. */
public final class CassandraSchema {

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

  /**
   * Creates them.
   *
   * @throws OperationException if Cassandra rejects a statement, or does not answer for 30 s
   */
  public void run() throws InterruptedException {
    try (CqlSession session = session()) {
      for (String statement : keyspaces.create(cassandra.datacenter(), replicationFactor)) {
        execute(session, statement);
      }
      for (String statement : SchemaScript.statements("/cassandra/schema.cql")) {
        execute(session, keyspaces.rename(statement));
      }
    } catch (DriverException e) {
      throw new OperationException("Cassandra's tables could not be created: " + e.getMessage(), e);
    }
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
    return Await.success(PATIENCE, AllNodesFailedException.class, this::open);
  }

  private CqlSession open() {
    int colon = cassandra.contactPoint().lastIndexOf(':');
    return CqlSession.builder()
        .addContactPoint(
            new InetSocketAddress(
                cassandra.contactPoint().substring(0, colon),
                Integer.parseInt(cassandra.contactPoint().substring(colon + 1))))
        .withLocalDatacenter(cassandra.datacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                // Otherwise, each statement waits a second for the driver to read the schema again.
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .build())
        .build();
  }
}
