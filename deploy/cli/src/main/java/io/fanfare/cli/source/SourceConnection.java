package io.fanfare.cli.source;

import io.fanfare.local.StackAddresses;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to the source. */
public final class SourceConnection {

  private static final int PATIENCE_MILLIS = 10_000;

  private SourceConnection() {}

  /** Opens one as the application; every statement is a transaction of its own. */
  public static Connection open(StackAddresses addresses) throws SQLException {
    Properties properties = properties(addresses.mysqlUser(), addresses.mysqlPassword());
    // A statement answers how many rows it changed, not how many it found.
    properties.setProperty("useAffectedRows", "true");
    return DriverManager.getConnection(addresses.mysqlUrl(), properties);
  }

  /**
   * Opens one as the user of the API server, who may only read; every statement is a transaction of
   * its own, and times are UTC.
   */
  public static Connection openToRead(StackAddresses addresses) throws SQLException {
    Properties properties = properties(addresses.readerUser(), addresses.readerPassword());
    properties.setProperty("sessionVariables", "time_zone='+00:00'");
    return DriverManager.getConnection(addresses.mysqlUrl(), properties);
  }

  private static Properties properties(String user, String password) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", Integer.toString(PATIENCE_MILLIS));
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}
