package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.settings.Settings;
import java.io.Serializable;

/**
 * A Cassandra cluster, and how to reach it.
 *
 * @param contactPoints `host:port` of nodes, separated by commas
 * @param datacenter the local datacenter's name
 * @param file configuration of the driver, for logins and certificates; empty for none. It is read
 *     when a session is opened, so every machine that opens one needs it, at the same path
 */
public record CassandraAccess(String contactPoints, String datacenter, String file)
    implements Serializable {

  /** A cluster without logins and without TLS. */
  public static CassandraAccess open(String contactPoints, String datacenter) {
    return new CassandraAccess(contactPoints, datacenter, "");
  }

  /** Reads `cassandra-contact-points`, `cassandra-datacenter` and `cassandra-config`. */
  public static CassandraAccess from(Settings settings) {
    return new CassandraAccess(
        settings.hostsAndPorts("cassandra-contact-points"),
        settings.text("cassandra-datacenter"),
        settings.path("cassandra-config"));
  }

  /**
   * Reads the same for the cluster of the stats: the one of the dashboards, unless it is another.
   */
  public static CassandraAccess statsFrom(Settings settings, CassandraAccess dashboards) {
    String file = settings.path("stats-cassandra-config");
    return new CassandraAccess(
        settings.hostsAndPorts("stats-cassandra-contact-points", dashboards.contactPoints),
        settings.text("stats-cassandra-datacenter", dashboards.datacenter),
        file.isEmpty() ? dashboards.file : file);
  }

  @Override
  public String toString() {
    return contactPoints + " in " + datacenter + (file.isEmpty() ? "" : " as in " + file);
  }
}
