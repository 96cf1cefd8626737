package io.fanfare.connectors.debezium;

import java.util.Map;

/** The kinds of source server that need different definitions of the connector. */
public enum Flavour {
  MYSQL("io.debezium.connector.mysql.MySqlConnector"),
  MARIADB("io.debezium.connector.mariadb.MariaDbConnector");

  private final String connectorClass;

  Flavour(String connectorClass) {
    this.connectorClass = connectorClass;
  }

  /** The class of the connector. */
  public String connectorClass() {
    return connectorClass;
  }

  /**
   * The settings of the connector that only this flavour has.
   *
   * @param sslMode as the flavour calls it; empty for no TLS
   */
  Map<String, String> properties(String sslMode) {
    return switch (this) {
      case MYSQL ->
          Map.of(
              "database.ssl.mode",
              sslMode.isEmpty() ? "disabled" : sslMode,
              // Without TLS, a login may need the server's public key to send the password.
              "driver.allowPublicKeyRetrieval",
              "true");
      case MARIADB -> Map.of("database.ssl.mode", sslMode.isEmpty() ? "disable" : sslMode);
    };
  }
}
