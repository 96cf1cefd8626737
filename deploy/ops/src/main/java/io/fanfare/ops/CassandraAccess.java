package io.fanfare.ops;

import io.fanfare.schemas.settings.Settings;

/**
 * A Cassandra cluster.
 *
 * @param contactPoint `host:port` of any node
 * @param datacenter the local datacenter's name
 * @param syncLagMillis the `periodic_commitlog_sync_lag_block` of a cluster of one node; 0 if every
 *     acknowledged write is durable
 */
public record CassandraAccess(String contactPoint, String datacenter, int syncLagMillis) {

  private static final int LONGEST_SYNC_LAG = 60_000;

  static CassandraAccess from(Settings settings) {
    return new CassandraAccess(
        settings.hostAndPort("cassandra-contact-point"),
        settings.text("cassandra-datacenter"),
        settings.number("cassandra-sync-lag-ms", 0, 0, LONGEST_SYNC_LAG));
  }

  static CassandraAccess statsFrom(Settings settings, CassandraAccess dashboards) {
    return new CassandraAccess(
        settings.hostAndPort("stats-cassandra-contact-point", dashboards.contactPoint()),
        settings.text("stats-cassandra-datacenter", dashboards.datacenter()),
        dashboards.syncLagMillis());
  }
}
