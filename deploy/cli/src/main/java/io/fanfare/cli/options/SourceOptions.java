package io.fanfare.cli.options;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.local.DatabaseUser;
import io.fanfare.local.SourceDescription;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A MySQL or MariaDB server of the user as the source, instead of the embedded MariaDB. */
public final class SourceOptions {

  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]/@\\s]+)):(\\d{1,5})");
  private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{N}_$-]+");
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--source",
      paramLabel = "HOST:PORT",
      description = {
        "Your own MySQL 8+ or MariaDB 10.11+ server as the source. It is checked, then captured;"
            + " the home remembers it",
        "(default: the source that the home remembers, otherwise an embedded MariaDB)."
      })
  private @Nullable String address;

  @Option(
      names = "--source-flavour",
      paramLabel = "mysql|mariadb",
      description = "The kind of the server: mysql or mariadb.")
  private @Nullable String flavour;

  @Option(
      names = "--source-user",
      paramLabel = "NAME",
      description = "User that captures. docs/local-stack.md lists the privileges that it needs.")
  private @Nullable String user;

  @Option(
      names = "--source-password-file",
      paramLabel = "FILE",
      description = "File with the user's password. It is copied into the home.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--source-database",
      paramLabel = "NAME",
      description = "Database with the tables (default: " + DatabaseUser.DATABASE + ").")
  private @Nullable String database;

  /** The source that the options name, and its password. */
  public record Given(SourceDescription source, String password) {

    @Override
    public String toString() {
      return source.toString();
    }
  }

  /**
   * Returns the source that the options name.
   *
   * @return empty if no option was given
   * @throws OperationException with all problems at once, if the options are incomplete or wrong
   */
  public Optional<Given> given() {
    if (address == null
        && flavour == null
        && user == null
        && passwordFile == null
        && database == null) {
      return Optional.empty();
    }
    List<String> problems = new ArrayList<>();
    Matcher at = ADDRESS.matcher(required("--source", "HOST:PORT", address, problems));
    int port = at.matches() ? Integer.parseInt(at.group(3)) : 0;
    if (address != null && (port < 1 || port > LAST_PORT)) {
      problems.add("--source is '" + address + "': give HOST:PORT, such as db.example.com:3306.");
    }
    Flavour kind =
        flavour(required("--source-flavour", "mysql or mariadb", flavour, problems), problems);
    String name = required("--source-user", "NAME", user, problems);
    String password = password(problems);
    String tables = database == null ? DatabaseUser.DATABASE : database;
    if (!DATABASE.matcher(tables).matches()) {
      problems.add(
          "--source-database is '"
              + tables
              + "': only letters, digits, '_', '$' and '-' are supported.");
    }
    if (!problems.isEmpty()) {
      throw new OperationException(String.join(System.lineSeparator(), problems));
    }
    String host = at.group(1) == null ? at.group(2) : at.group(1);
    return Optional.of(new Given(new SourceDescription(kind, host, port, name, tables), password));
  }

  private static String required(
      String option, String what, @Nullable String value, List<String> problems) {
    if (value == null || value.isBlank()) {
      problems.add(option + " is missing: your own source needs " + option + " " + what + ".");
      return "";
    }
    return value;
  }

  private static Flavour flavour(String name, List<String> problems) {
    for (Flavour kind : Flavour.values()) {
      if (kind.name().equals(name.toUpperCase(Locale.ROOT))) {
        return kind;
      }
    }
    if (!name.isEmpty()) {
      problems.add("--source-flavour is '" + name + "': give mysql or mariadb.");
    }
    return Flavour.MARIADB;
  }

  private String password(List<String> problems) {
    String file =
        required(
            "--source-password-file",
            "FILE",
            passwordFile == null ? null : passwordFile.toString(),
            problems);
    if (file.isEmpty()) {
      return "";
    }
    try {
      String password = Files.readString(Path.of(file)).strip();
      if (password.isEmpty()) {
        problems.add(
            "--source-password-file is " + file + ", which is empty: write the password to it.");
      }
      return password;
    } catch (IOException e) {
      problems.add(
          "--source-password-file is "
              + file
              + ", which cannot be read: check path and permissions.");
      return "";
    }
  }
}
