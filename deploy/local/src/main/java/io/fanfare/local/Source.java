package io.fanfare.local;

import io.fanfare.connectors.debezium.Flavour;
import java.nio.file.Path;

/** The source database of a stack, as the stack's programs connect to it. */
public sealed interface Source permits EmbeddedSource, ExternalSource {

  /** Whether the server is external: the stack only reads it. */
  boolean isExternal();

  Flavour flavour();

  String host();

  int port();

  String database();

  /** The replica id that the connector uses to read the binlog. */
  long serverId();

  /** The user of the connector. */
  String captureUser();

  /** The connector's password: a file in the only directory of secrets that the worker can read. */
  Path capturePasswordFile();

  /** The user of the API server. */
  String readerUser();

  Path readerPasswordFile();

  /** JDBC address of the database, for MariaDB's driver. */
  default String url() {
    return url(flavour(), host(), port(), database());
  }

  /** JDBC address of a database; of the server if the name is empty. */
  static String url(Flavour flavour, String host, int port, String database) {
    return "jdbc:mariadb://%s:%d/%s%s"
        .formatted(
            host.contains(":") ? "[" + host + "]" : host,
            port,
            database,
            // Without TLS, MySQL's clients need the server's public key to send a password.
            flavour == Flavour.MYSQL ? "?allowPublicKeyRetrieval=true" : "");
  }
}
