package io.fanfare.local;

import io.fanfare.connectors.debezium.Flavour;
import java.nio.file.Path;

/** The server whose rows a stack's views are made of, as the stack's programs reach it. */
public sealed interface Source permits EmbeddedSource, ExternalSource {

  /** Whether it is somebody's own server, which the stack reads and does nothing else to. */
  boolean isExternal();

  Flavour flavour();

  String host();

  int port();

  String database();

  /** The id as which the connector follows the binlog. */
  long serverId();

  /** The user of the connector. */
  String captureUser();

  /** Its password: a file in the one directory of secrets that the Connect worker may read. */
  Path capturePasswordFile();

  /** The user of the API server. */
  String readerUser();

  Path readerPasswordFile();

  /** JDBC address of the database, for MariaDB's driver. */
  default String url() {
    return url(flavour(), host(), port(), database());
  }

  /** JDBC address of a database, or with an empty name that of the server. */
  static String url(Flavour flavour, String host, int port, String database) {
    return "jdbc:mariadb://%s:%d/%s%s"
        .formatted(
            host.contains(":") ? "[" + host + "]" : host,
            port,
            database,
            // How to log in without TLS where MySQL has only seen a hash of the password.
            flavour == Flavour.MYSQL ? "?allowPublicKeyRetrieval=true" : "");
  }
}
