package io.fanfare.connectors.debezium;

import java.util.Map;

/** The kinds of source server, as far as the connector's definition differs between them. */
public enum Flavour {
  MYSQL("io.debezium.connector.mysql.MySqlConnector"),
  MARIADB("io.debezium.connector.mariadb.MariaDbConnector");

  private final String connectorClass;

  Flavour(String connectorClass) {
    this.connectorClass = connectorClass;
  }

  String connectorClass() {
    return connectorClass;
  }

  /** What the connector's definition says for this flavour alone. */
  Map<String, String> properties() {
    return switch (this) {
      case MYSQL ->
          Map.of(
              "database.ssl.mode",
              "disabled",
              // How to log in without TLS where MySQL has only seen a hash of the password.
              "driver.allowPublicKeyRetrieval",
              "true");
      case MARIADB -> Map.of("database.ssl.mode", "disable");
    };
  }
}
