package io.fanfare.stack;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.local.DatabaseUser;
import io.fanfare.local.Ports;
import io.fanfare.local.SourceDescription;
import io.fanfare.local.StackSettings;
import io.fanfare.local.server.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A MariaDB that belongs to no stack: what somebody has already. */
final class OwnMariaDb implements AutoCloseable {

  static final String PASSWORD = "what they chöse";

  private final StackSettings settings;
  private final MariaDbServer server;
  private Process process;

  /**
   * Starts an empty one with a home and a port of its own, and waits until it answers.
   *
   * @param ports as {@link SharedStack#besideShared} takes them
   */
  OwnMariaDb(String home, int ports) throws IOException, InterruptedException {
    settings = SharedStack.besideShared(home, ports);
    settings.home().wipe();
    settings.home().create();
    server = new MariaDbServer(settings);
    start();
  }

  void start() throws IOException, InterruptedException {
    Path output = settings.home().logs().resolve("mariadb.out");
    process = server.prepare().start(settings.home().run(), output);
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(server::ready);
  }

  /** Kills it as a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As the options of `fanfare up` name it. */
  SourceDescription describe(String user, String database) {
    return new SourceDescription(
        Flavour.MARIADB, Ports.HOST, settings.ports().mariadb(), user, database);
  }

  /** Statements of its administrator. */
  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** How a row of a result is read. */
  interface RowReading<R> {
    R read(ResultSet row) throws SQLException;
  }

  /** What its administrator reads with a query. */
  <R> List<R> read(String database, String query, RowReading<R> reading) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE `" + database + "`");
      List<R> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery(query)) {
        while (found.next()) {
          rows.add(reading.read(found));
        }
      }
      return rows;
    }
  }

  /** Makes the tables of the reference schema in a database, as an application would. */
  void makeTables(String database) throws IOException, SQLException {
    Path schema = settings.checkout().root().resolve("schemas/src/main/resources/mysql/schema.sql");
    execute("CREATE DATABASE `" + database + "` DEFAULT CHARACTER SET utf8mb4");
    execute(Files.readString(schema).replace("EXISTS ", "EXISTS `" + database + "`.").split(";\n"));
  }

  /** Makes an account with {@link #PASSWORD} and what is granted to it. */
  void makeUser(String user, String... grants) throws SQLException {
    execute("CREATE OR REPLACE USER '%s'@'%%' IDENTIFIED BY '%s'".formatted(user, PASSWORD));
    for (String grant : grants) {
      execute("GRANT %s TO '%s'@'%%'".formatted(grant, user));
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        // With TLS, since a test has the server insist on it.
        "jdbc:mariadb://%s:%d/?sslMode=trust".formatted(Ports.HOST, settings.ports().mariadb()),
        DatabaseUser.ROOT.userName(),
        settings.secrets().password(DatabaseUser.ROOT));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
    settings.home().wipe();
  }
}
