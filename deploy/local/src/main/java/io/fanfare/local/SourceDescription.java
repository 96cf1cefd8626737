package io.fanfare.local;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fanfare.connectors.debezium.Flavour;

/**
 * A server of somebody's own, as a person describes it.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param user who captures, and reads for the API
 */
public record SourceDescription(
    Flavour flavour, String host, int port, String user, String database) {

  /** Whether another description means the same rows, whoever reads them. */
  boolean isSameSource(SourceDescription other) {
    return flavour == other.flavour
        && host.equalsIgnoreCase(other.host)
        && port == other.port
        && database.equals(other.database);
  }

  /** In words: `MySQL at db.example.com:3306, database fanfare`. */
  @JsonIgnore
  public String said() {
    return "%s at %s:%d, database %s"
        .formatted(
            flavour == Flavour.MYSQL ? "MySQL" : "MariaDB",
            host.contains(":") ? "[" + host + "]" : host,
            port,
            database);
  }
}
