package io.fanfare.jobs.runtime;

import io.fanfare.schemas.settings.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * Where Cassandra is, and when its acknowledged writes are durable.
 *
 * @param contactPoint `host:port` of any node
 * @param datacenter the local datacenter's name
 * @param syncLag the `periodic_commitlog_sync_lag_block` of a store of one node; zero if an
 *     acknowledged write is durable
 */
public record StoreConfig(String contactPoint, String datacenter, Duration syncLag)
    implements Serializable {

  public static StoreConfig from(Settings settings) {
    return new StoreConfig(
        settings.hostAndPort("cassandra-contact-point"),
        settings.text("cassandra-datacenter"),
        Duration.ofMillis(settings.number("cassandra-sync-lag-ms", 0, 0, 60_000)));
  }
}
