package io.fanfare.workloads.source;

import io.fanfare.local.StackAddresses;
import io.fanfare.ops.SourceAccess.Login;
import io.fanfare.ops.source.SourceConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to a stack's source as its application; every statement is a transaction. */
public final class ApplicationConnection {

  private ApplicationConnection() {}

  public static Connection open(StackAddresses addresses) throws SQLException {
    Properties properties =
        SourceConnection.properties(new Login(addresses.mysqlUser(), addresses.mysqlPassword()));
    // A statement answers how many rows it changed, not how many it found.
    properties.setProperty("useAffectedRows", "true");
    return DriverManager.getConnection(addresses.mysqlUrl(), properties);
  }
}
