package io.fanfare.local;

import io.fanfare.connectors.debezium.Flavour;
import java.nio.file.Path;

/** The MariaDB that the stack starts itself. */
record EmbeddedSource(Ports ports, Secrets secrets) implements Source {

  /** Any id that differs from the server's own id. */
  private static final long SERVER_ID = 5401;

  @Override
  public boolean isExternal() {
    return false;
  }

  @Override
  public Flavour flavour() {
    return Flavour.MARIADB;
  }

  @Override
  public String host() {
    return Ports.HOST;
  }

  @Override
  public int port() {
    return ports.mariadb();
  }

  @Override
  public String database() {
    return DatabaseUser.DATABASE;
  }

  @Override
  public long serverId() {
    return SERVER_ID;
  }

  @Override
  public String captureUser() {
    return DatabaseUser.CAPTURE.userName();
  }

  @Override
  public Path capturePasswordFile() {
    return secrets.passwordFile(DatabaseUser.CAPTURE);
  }

  @Override
  public String readerUser() {
    return DatabaseUser.API.userName();
  }

  @Override
  public Path readerPasswordFile() {
    return secrets.passwordFile(DatabaseUser.API);
  }
}
