package io.fanfare.ops;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.schemas.settings.Settings;
import java.util.regex.Pattern;

/**
 * The database that the views are derived from.
 *
 * @param url `jdbc:mariadb://HOST:PORT/DATABASE`, also for MySQL
 * @param reader a user that may read the tables of the contract, as the API server's user
 * @param capture a user that may ask the server where its binlog ends
 */
public record SourceAccess(Flavour flavour, String url, Login reader, Login capture) {

  /** Not those of key stores, which the driver takes nowhere else. */
  private static final Pattern PASSWORD =
      Pattern.compile("[?&]password=", Pattern.CASE_INSENSITIVE);

  /** A user. Its text leaves out the password, which must not get into any log. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /** The name of the database. */
  public String database() {
    return url.replaceFirst("^[^/]*//[^/]*/", "").replaceFirst("\\?.*$", "");
  }

  static SourceAccess from(Settings settings) {
    String url = settings.text("mysql-url");
    if (!url.isEmpty() && !url.startsWith("jdbc:mariadb://")) {
      settings.problem("mysql-url does not look like jdbc:mariadb://HOST:PORT/DATABASE.");
    }
    if (PASSWORD.matcher(url).find()) {
      settings.problem("mysql-url contains a password: put it into the file of the user.");
    }
    return new SourceAccess(
        settings.choice("mysql-flavour", Flavour.class),
        url,
        login(settings, "mysql"),
        login(settings, "capture"));
  }

  private static Login login(Settings settings, String name) {
    return new Login(settings.text(name + "-user"), settings.secret(name + "-password-file"));
  }
}
