package io.fanfare.jobs.runtime;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.schemas.settings.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * Where Cassandra is, and when its acknowledged writes are durable.
 *
 * @param syncLag the `periodic_commitlog_sync_lag_block` of a store of one node; zero if an
 *     acknowledged write is durable
 */
public record StoreConfig(CassandraAccess cassandra, Duration syncLag) implements Serializable {

  public static StoreConfig from(Settings settings) {
    return new StoreConfig(
        CassandraAccess.from(settings),
        Duration.ofMillis(settings.number("cassandra-sync-lag-ms", 0, 0, 60_000)));
  }
}
