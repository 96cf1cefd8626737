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

/** A server of one's own as the source, instead of the embedded one. */
public final class SourceOptions {

  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]/@\\s]+)):(\\d{1,5})");
  private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{N}_$-]+");
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--source",
      paramLabel = "HOST:PORT",
      description = {
        "A MySQL 8+ or MariaDB 10.11+ server of your own as the source: checked, then captured.",
        "The home remembers it. Else, and in a new home, an embedded MariaDB is the source."
      })
  private @Nullable String address;

  @Option(
      names = "--source-flavour",
      paramLabel = "mysql|mariadb",
      description = "Which of the two it is.")
  private @Nullable String flavour;

  @Option(
      names = "--source-user",
      paramLabel = "NAME",
      description = "Who captures; docs/operations.md says what this user must be granted.")
  private @Nullable String user;

  @Option(
      names = "--source-password-file",
      paramLabel = "FILE",
      description = "The file with the user's password. It is copied into the home.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--source-database",
      paramLabel = "NAME",
      description = "The database with the tables. Else " + DatabaseUser.DATABASE + ".")
  private @Nullable String database;

  /** A source as it was given. */
  public record Given(SourceDescription source, String password) {

    @Override
    public String toString() {
      return source.toString();
    }
  }

  /**
   * What was given.
   *
   * @return empty if nothing was
   * @throws OperationException if it makes no source: every problem at once
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
      problems.add("--source is '" + address + "', not HOST:PORT such as db.example.com:3306.");
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
              + "': letters, digits, '_', '$' and '-' can be captured.");
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
      problems.add(option + " is missing: a source of your own needs " + option + " " + what + ".");
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
      problems.add("--source-flavour is '" + name + "', neither mysql nor mariadb.");
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
        problems.add("--source-password-file names an empty file: " + file + ".");
      }
      return password;
    } catch (IOException e) {
      problems.add("--source-password-file names a file that cannot be read: " + file + ".");
      return "";
    }
  }
}
