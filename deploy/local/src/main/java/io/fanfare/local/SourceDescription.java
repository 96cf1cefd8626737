package io.fanfare.local;

import io.fanfare.connectors.debezium.Flavour;

/**
 * An external source, as the operator describes it.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param user the user of the connector and of the API server
 */
public record SourceDescription(
    Flavour flavour, String host, int port, String user, String database) {

  /** Whether another description names the same database, with any user. */
  boolean isSameSource(SourceDescription other) {
    return flavour == other.flavour
        && host.equalsIgnoreCase(other.host)
        && port == other.port
        && database.equals(other.database);
  }

  /** A text such as `MySQL at db.example.com:3306, database fanfare`. */
  public String describe() {
    return "%s at %s:%d, database %s"
        .formatted(
            flavour == Flavour.MYSQL ? "MySQL" : "MariaDB",
            host.contains(":") ? "[" + host + "]" : host,
            port,
            database);
  }
}
