package io.fanfare.ops.source;

import io.fanfare.ops.SourceAccess;
import io.fanfare.ops.SourceAccess.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to the source; every statement is a transaction of its own. */
public final class SourceConnection {

  private static final int PATIENCE_MILLIS = 10_000;

  private SourceConnection() {}

  /** Opens a connection as the reader; times are UTC. */
  public static Connection openToRead(SourceAccess source) throws SQLException {
    Properties properties = properties(source.reader());
    properties.setProperty("sessionVariables", "time_zone='+00:00'");
    return DriverManager.getConnection(source.url(), properties);
  }

  /** Opens a connection as the capture's user. */
  public static Connection openToCapture(SourceAccess source) throws SQLException {
    return DriverManager.getConnection(source.url(), properties(source.capture()));
  }

  /** Properties of every connection: the user and the timeout. */
  public static Properties properties(Login login) {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("connectTimeout", Integer.toString(PATIENCE_MILLIS));
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}
