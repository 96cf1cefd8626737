package io.fanfare.connectors.debezium.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The privileges of a user, read from the lines of `SHOW GRANTS`. */
final class Grants {

  private static final String ANY = "*";
  private static final String ALL = "ALL PRIVILEGES";

  private static final Pattern LINE =
      Pattern.compile(
          "(GRANT|REVOKE) (.+) ON (\\*|`(?:[^`]|``)+`)\\.(\\*|`(?:[^`]|``)+`) (?:TO|FROM) .*");

  /** Commas between privileges, not those between the columns of one. */
  private static final Pattern COMMA = Pattern.compile(",\\s*(?![^(]*\\))");

  /**
   * One line.
   *
   * @param database a pattern if the line grants on whole databases; {@value #ANY} for all
   */
  private record Grant(boolean revokes, List<String> privileges, String database, String table) {

    boolean names(List<String> any) {
      return privileges.contains(ALL) || privileges.stream().anyMatch(any::contains);
    }

    boolean isGlobal() {
      return database.equals(ANY);
    }

    boolean concerns(String name) {
      return table.equals(ANY) ? matches(name) : database.equalsIgnoreCase(name);
    }

    /** Grants name databases by pattern: `%` is any text, `_` any character, `\_` an underscore. */
    private boolean matches(String name) {
      StringBuilder pattern = new StringBuilder();
      for (int i = 0; i < database.length(); i++) {
        char letter = database.charAt(i);
        if (letter == '\\' && i + 1 < database.length()) {
          i++;
          pattern.append(Pattern.quote(database.substring(i, i + 1)));
        } else if (letter == '%') {
          pattern.append(".*");
        } else if (letter == '_') {
          pattern.append('.');
        } else {
          pattern.append(Pattern.quote(String.valueOf(letter)));
        }
      }
      return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE).matcher(name).matches();
    }
  }

  private final List<Grant> grants = new ArrayList<>();

  Grants(List<String> lines) {
    for (String line : lines) {
      Matcher grant = LINE.matcher(line);
      if (grant.matches()) {
        grants.add(
            new Grant(
                grant.group(1).equals("REVOKE"),
                Arrays.stream(COMMA.split(grant.group(2).toUpperCase(Locale.ROOT)))
                    .map(String::strip)
                    .toList(),
                name(grant.group(3)),
                name(grant.group(4))));
      }
    }
  }

  /** Whether the user has one of some privileges on the whole server. */
  boolean onServer(String... any) {
    List<String> privileges = List.of(any);
    return grants.stream()
        .anyMatch(grant -> !grant.revokes() && grant.isGlobal() && grant.names(privileges));
  }

  /** Whether the user has a privilege on all of a database. */
  boolean onDatabase(String database, String privilege) {
    List<String> any = List.of(privilege);
    boolean revoked =
        grants.stream()
            .anyMatch(grant -> grant.revokes() && grant.concerns(database) && grant.names(any));
    return (onServer(privilege) && !revoked)
        || grants.stream()
            .anyMatch(
                grant ->
                    !grant.revokes()
                        && !grant.isGlobal()
                        && grant.table().equals(ANY)
                        && grant.concerns(database)
                        && grant.names(any));
  }

  /** Whether the user has a privilege on a table, or on all of its database. */
  boolean onTable(String database, String table, String privilege) {
    return onDatabase(database, privilege)
        || grants.stream()
            .anyMatch(
                grant ->
                    !grant.revokes()
                        && grant.concerns(database)
                        && grant.table().equalsIgnoreCase(table)
                        && grant.names(List.of(privilege)));
  }

  private static String name(String quoted) {
    return quoted.equals(ANY) ? ANY : quoted.substring(1, quoted.length() - 1).replace("``", "`");
  }
}
