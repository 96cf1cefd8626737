package io.fanfare.cli.source;

import io.fanfare.local.StackAddresses;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to the source, as the application. */
public final class SourceConnection {

  private static final int PATIENCE_MILLIS = 10_000;

  private SourceConnection() {}

  /** Opens one; every statement is a transaction of its own. */
  public static Connection open(StackAddresses addresses) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", addresses.mysqlUser());
    properties.setProperty("password", addresses.mysqlPassword());
    properties.setProperty("connectTimeout", Integer.toString(PATIENCE_MILLIS));
    properties.setProperty("tcpKeepAlive", "true");
    // A statement answers how many rows it changed, not how many it found.
    properties.setProperty("useAffectedRows", "true");
    return DriverManager.getConnection(addresses.mysqlUrl(), properties);
  }
}
