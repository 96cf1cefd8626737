package io.fanfare.agents.email;

import io.fanfare.schemas.settings.Settings;
import java.time.Duration;

/**
 * How mail is sent.
 *
 * @param user empty if the server takes mail without a login
 * @param password empty without a user
 * @param caFile PEM file with the certificates that sign that of the server; empty for the JVM's
 * @param fromName name of the sender, which the mails show as that of the site
 * @param from address of the sender
 * @param bounces address that gets reports of mail that could not be delivered
 * @param domain right side of the headers Message-ID and List-Id
 * @param allowHttp whether links to unsubscribe may be `http:`, for the local stack
 * @param connections most connections to the server
 * @param perConnection most mails over one connection
 */
public record EmailSettings(
    String host,
    int port,
    Security security,
    String user,
    String password,
    String caFile,
    String fromName,
    String from,
    String bounces,
    String domain,
    boolean allowHttp,
    Duration connectTimeout,
    Duration readTimeout,
    Duration writeTimeout,
    int connections,
    int perConnection) {

  /** How a connection is encrypted. */
  public enum Security {
    /** Not at all: for a server on this machine. */
    NONE,
    /** With STARTTLS, or mail is not sent. */
    STARTTLS,
    /** From the beginning. */
    TLS
  }

  public static final String USAGE =
      """
        --email-host HOST                  SMTP server
        --email-port N                     its port (default: 587)
        --email-security none|starttls|tls how connections are encrypted (default: starttls)
        --email-user NAME                  login (default: none)
        --email-password-file FILE         file that contains the login's password
        --email-ca-file FILE               PEM file with the certificates that sign that of the server
                                           (default: the JVM's)
        --email-from ADDRESS               sender
        --email-from-name NAME             name of the sender, and of the site (default: Fanfare)
        --email-bounce-address ADDRESS     who gets reports of what could not be delivered
                                           (default: --email-from)
        --email-domain DOMAIN              right side of Message-ID and List-Id
                                           (default: that of --email-from)
        --email-allow-http true|false      whether links to unsubscribe may be http: (default: false)
        --email-connect-timeout-ms N       time for a connection (default: 5000)
        --email-read-timeout-ms N          time for each answer of the server (default: 30000)
        --email-write-timeout-ms N         time for each write (default: 30000)
        --email-connections N              most connections (default: 4)
        --email-mails-per-connection N     most mails over one connection (default: 100)
      """;

  private static final int LONGEST_MILLIS = 600_000;

  /** Reads the settings of {@link #USAGE}. */
  public static EmailSettings from(Settings settings) {
    String user = settings.text("email-user", "");
    String from = address(settings, "email-from", settings.text("email-from"));
    EmailSettings read =
        new EmailSettings(
            settings.text("email-host"),
            settings.number("email-port", 587, 1, 65_535),
            settings.choice("email-security", Security.class, Security.STARTTLS),
            user,
            user.isEmpty() ? "" : settings.secret("email-password-file"),
            settings.path("email-ca-file"),
            settings.text("email-from-name", "Fanfare").strip(),
            from,
            address(settings, "email-bounce-address", settings.text("email-bounce-address", from)),
            settings.text("email-domain", from.substring(from.indexOf('@') + 1)),
            settings.flag("email-allow-http", false),
            millis(settings, "email-connect-timeout-ms", 5_000),
            millis(settings, "email-read-timeout-ms", 30_000),
            millis(settings, "email-write-timeout-ms", 30_000),
            settings.number("email-connections", 4, 1, 100),
            settings.number("email-mails-per-connection", 100, 1, 100_000));
    if (user.isEmpty() && !settings.text("email-password-file", "").isEmpty()) {
      settings.problem(
          "%s and %s belong together: give both or neither."
              .formatted(settings.name("email-user"), settings.name("email-password-file")));
    }
    if (!read.domain().isEmpty() && !Mailbox.isDomain(read.domain())) {
      settings.problem(settings.name("email-domain") + " is not a domain in ASCII.");
    }
    if (read.fromName().codePoints().anyMatch(Character::isISOControl)) {
      settings.problem(settings.name("email-from-name") + " has more than one line.");
    }
    settings.requireReadable("email-ca-file");
    return read;
  }

  private static String address(Settings settings, String key, String text) {
    if (text.isEmpty()) {
      return "";
    }
    return Mailbox.parse(text)
        .orElseGet(
            () -> {
              settings.problem(settings.name(key) + " is '" + text + "', not one address.");
              return "";
            });
  }

  private static Duration millis(Settings settings, String key, int defaultValue) {
    return Duration.ofMillis(settings.number(key, defaultValue, 100, LONGEST_MILLIS));
  }

  /** The password must not appear in a log. */
  @Override
  public String toString() {
    return "%s:%d %s as %s from %s".formatted(host, port, security, user, from);
  }
}
