package io.fanfare.local.pipeline;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.fanfare.local.StackException;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import io.fanfare.local.server.CassandraServer;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Makes the keyspace and the tables that are missing. */
public final class CassandraSchema {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StackSettings settings;

  public CassandraSchema(StackSettings settings) {
    this.settings = settings;
  }

  public void run() {
    try (CqlSession session = session()) {
      SchemaScript.statements("/cassandra/keyspace-local.cql").forEach(session::execute);
      SchemaScript.statements("/cassandra/schema.cql").forEach(session::execute);
    } catch (DriverException e) {
      throw new StackException("Cassandra's tables could not be made: " + e.getMessage(), e);
    }
  }

  private CqlSession session() {
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(Launch.HOST, settings.ports().cassandra()))
        .withLocalDatacenter(CassandraServer.DATACENTER)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .build())
        .build();
  }
}
