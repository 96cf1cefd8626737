package io.fanfare.local.server;

import static io.fanfare.local.DatabaseUser.APPLICATION;

import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** MariaDB: the MySQL-compatible source. */
public final class MariaDbServer extends StackServer {

  public static final String NAME = "mariadb";

  /** System tables, in the order in which MariaDB's own installation script loads them. */
  private static final List<String> SYSTEM_TABLES =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "maria_add_gis_sp_bootstrap.sql",
          "mariadb_sys_schema.sql");

  private final SourceDatabase database;

  public MariaDbServer(StackSettings settings) {
    super(NAME, settings);
    this.database = new SourceDatabase(settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().mariadb());
  }

  @Override
  public Launch prepare() throws IOException, InterruptedException {
    Path base = settings.checkout().server(NAME, "mariadb");
    if (!Files.exists(files.data())) {
      install(base);
    }
    TlsKeyPair keys = TlsKeyPair.createIfMissing(settings.home().secrets());
    Path configuration =
        files.configure(
            "my.cnf",
            new MariaDbConfiguration(settings, base, files, isRoot()).render(users(), keys));
    return new Launch(List.of(server(base), "--defaults-file=" + configuration));
  }

  @Override
  public boolean ready() {
    return database.accepts(APPLICATION);
  }

  /**
   * Makes the system tables in a draft directory, so that the data directory is always complete.
   */
  private void install(Path base) throws IOException, InterruptedException {
    Path draft = files.data().resolveSibling(NAME + ".draft");
    StackHome.delete(draft);
    Files.createDirectories(draft);
    Path script = systemTables(base);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(server(base), "--no-defaults", "--bootstrap", "--log-warnings=0"));
    command.addAll(List.of("--basedir=" + base, "--datadir=" + draft));
    command.addAll(List.of("--lc-messages-dir=" + base.resolve("share")));
    command.addAll(List.of("--enforce-storage-engine=", "--max-allowed-packet=8M"));
    command.add("--innodb-log-file-size=" + MariaDbConfiguration.REDO_LOG);
    if (isRoot()) {
      command.add("--user=root");
    }
    files.run(
        "install", new Launch(command, Map.of()), ProcessBuilder.Redirect.from(script.toFile()));
    Files.move(draft, files.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path systemTables(Path base) throws IOException {
    StringBuilder script =
        new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
    for (String part : SYSTEM_TABLES) {
      Files.readAllLines(base.resolve("share").resolve(part)).stream()
          // These lines create users without a password.
          .filter(line -> !line.contains("@current_hostname"))
          .forEach(line -> script.append(line).append('\n'));
    }
    return files.configure("install.sql", script.toString());
  }

  /** A file of statements that the server runs before it accepts connections; with passwords. */
  private Path users() throws IOException {
    Path file = settings.home().secrets().resolve("users.sql");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, MariaDbUsers.statements(settings.secrets()));
  }

  private static String server(Path base) {
    Path server = base.resolve("bin/mariadbd");
    if (!Files.isExecutable(server)) {
      // The build may have lost the permissions of the archive.
      server.toFile().setExecutable(true);
    }
    return server.toString();
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}
