package io.fanfare.local.server;

import static io.fanfare.local.DatabaseUser.API;
import static io.fanfare.local.DatabaseUser.APPLICATION;
import static io.fanfare.local.DatabaseUser.CAPTURE;
import static io.fanfare.local.DatabaseUser.DATABASE;
import static io.fanfare.local.DatabaseUser.ROOT;

import io.fanfare.local.DatabaseUser;
import io.fanfare.local.Secrets;
import java.util.ArrayList;
import java.util.List;

/** The users of the embedded source and their rights. */
final class MariaDbUsers {

  private MariaDbUsers() {}

  /** Statements that create or update the users, one a line. */
  static String statements(Secrets secrets) {
    List<String> statements = new ArrayList<>();
    // Keeps the users' passwords out of the binlog.
    statements.add("SET SESSION sql_log_bin=0;");
    statements.add(
        "CREATE DATABASE IF NOT EXISTS %s DEFAULT CHARACTER SET utf8mb4;".formatted(DATABASE));
    statements.add(
        "ALTER USER 'root'@'localhost' IDENTIFIED BY '%s';".formatted(secrets.password(ROOT)));
    addUser(statements, secrets, ROOT, "GRANT ALL PRIVILEGES ON *.* TO %s WITH GRANT OPTION;");
    addUser(statements, secrets, APPLICATION, "GRANT ALL PRIVILEGES ON " + DATABASE + ".* TO %s;");
    addUser(
        statements,
        secrets,
        CAPTURE,
        "GRANT RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO %s;",
        "GRANT SELECT, LOCK TABLES ON " + DATABASE + ".* TO %s;");
    addUser(statements, secrets, API, "GRANT SELECT ON " + DATABASE + ".* TO %s;");
    return String.join("\n", statements) + "\n";
  }

  private static void addUser(
      List<String> statements, Secrets secrets, DatabaseUser user, String... grants) {
    String account = "'%s'@'127.0.0.1'".formatted(user.userName());
    String password = secrets.password(user);
    statements.add("CREATE USER IF NOT EXISTS %s;".formatted(account));
    statements.add("ALTER USER %s IDENTIFIED BY '%s';".formatted(account, password));
    for (String grant : grants) {
      statements.add(grant.formatted(account));
    }
  }
}
