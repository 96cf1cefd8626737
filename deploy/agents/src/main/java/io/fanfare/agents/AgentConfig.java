package io.fanfare.agents;

import io.fanfare.agents.email.EmailSettings;
import io.fanfare.agents.http.HttpSettings;
import io.fanfare.agents.push.PushSettings;
import io.fanfare.agents.webhook.WebhookSender;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an agent; {@link #USAGE} describes its settings.
 *
 * @param channel that it sends through
 * @param host the address of the port for operators
 * @param adminPort the port of `/metrics` and `/health/…`; 0 for none
 * @param siteUrl the beginning of links to sounds, without a slash at its end
 * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node of Cassandra
 * @param push null for another channel
 * @param email null for another channel
 * @param webhook null for another channel
 */
record AgentConfig(
    Channel channel,
    String host,
    int adminPort,
    String siteUrl,
    KafkaAccess kafka,
    CassandraAccess cassandra,
    Duration syncLag,
    Mysql mysql,
    @Nullable PushSettings push,
    @Nullable Email email,
    @Nullable Webhook webhook) {

  static final String USAGE =
      """
      Sends notifications through one channel. An option can also be an environment variable
      (--mysql-url: FANFARE_MYSQL_URL) or a line of the file --config (mysql-url=URL).

        --channel push|email|webhook       channel; each has an agent of its own
        --host ADDRESS                     address of --admin-port (default: 127.0.0.1)
        --admin-port N                     port of /metrics, /health/live and /health/ready
                                           (default: 0, none)
        --site-url URL                     beginning of links to sounds: URL/USER/TRACK
        --kafka-bootstrap H:P[,H:P]        any brokers
        --kafka-config FILE                properties of Kafka's clients: login, TLS (default: none)
        --cassandra-contact-points H:P[,H:P]
                                           nodes of the cluster that holds the dashboards
        --cassandra-datacenter NAME        local datacenter of this cluster
        --cassandra-config FILE            configuration of the driver: login, TLS (default: none)
        --cassandra-sync-lag-ms N          periodic_commitlog_sync_lag_block of a single node; 0 if an
                                           acknowledged write is durable (default: 0)
        --mysql-url URL                    source: jdbc:mariadb://HOST:PORT/DATABASE, also for MySQL
        --mysql-user NAME                  user that may read the source's tables
        --mysql-password-file FILE         file that contains the user's password

      Of the channel email, also:
        --api-url URL                      beginning of links to opt out
        --opt-out-key-file FILE            key of these links, the same as that of the API server
      %s
      Of the channel webhook, also:
        --webhook-key-file FILE            file that contains 32 or more random bytes as base64url
                                           text: the secret of each recipient is derived from it
        --webhook-disable-after-days N     a receiver that has accepted nothing for so long, at ten or
                                           more attempts, gets no more messages (default: 3)
      %s
      Of the channel push, also:
      %s"""
          .formatted(EmailSettings.USAGE, WebhookSender.USAGE, PushSettings.USAGE);

  /** Access to the source; its password must not appear in a log. */
  record Mysql(String url, String user, String password) {
    @Override
    public String toString() {
      return user + " at " + url;
    }
  }

  /**
   * @param key null if the settings have a problem, which is reported
   */
  record Email(EmailSettings settings, String apiUrl, @Nullable TokenKey key) {}

  /**
   * @param key null if the settings have a problem, which is reported
   * @param disableAfter how long a receiver may fail
   */
  record Webhook(HttpSettings settings, @Nullable TokenKey key, Duration disableAfter) {}

  static AgentConfig of(Settings settings) {
    Channel channel = settings.choice("channel", Channel.class);
    AgentConfig config =
        new AgentConfig(
            channel,
            settings.text("host", "127.0.0.1"),
            settings.number("admin-port", 0, 0, 65_535),
            url(settings, "site-url"),
            KafkaAccess.from(settings),
            CassandraAccess.from(settings),
            Duration.ofMillis(settings.number("cassandra-sync-lag-ms", 0, 0, 60_000)),
            new Mysql(
                settings.text("mysql-url"),
                settings.text("mysql-user"),
                settings.secret("mysql-password-file")),
            channel == Channel.PUSH ? PushSettings.from(settings) : null,
            channel == Channel.EMAIL
                ? new Email(
                    EmailSettings.from(settings),
                    url(settings, "api-url"),
                    key(settings, "opt-out-key-file"))
                : null,
            channel == Channel.WEBHOOK
                ? new Webhook(
                    WebhookSender.settings(settings),
                    key(settings, "webhook-key-file"),
                    Duration.ofDays(settings.number("webhook-disable-after-days", 3, 1, 90)))
                : null);
    settings.requireReadable("cassandra-config");
    return config;
  }

  private static String url(Settings settings, String key) {
    String url = settings.text(key).replaceFirst("/+$", "");
    if (!url.isEmpty() && !url.matches("https?://[^\\s?#]+")) {
      settings.problem(
          settings.name(key) + " is '" + url + "', not a URL such as https://music.example.com.");
    }
    return url;
  }

  private static @Nullable TokenKey key(Settings settings, String key) {
    String text = settings.secret(key);
    try {
      return text.isEmpty() ? null : TokenKey.parse(text);
    } catch (IllegalArgumentException e) {
      settings.problem(settings.name(key) + ": " + e.getMessage());
      return null;
    }
  }

  /** The name of the agent: its consumer group, and its name in dead letters. */
  String agent() {
    return Channels.agent(channel);
  }

  /** The settings of the agent's channel, which are there. */
  static <T> T required(@Nullable T settings) {
    return Objects.requireNonNull(settings, "settings of the channel");
  }

  @Override
  public String toString() {
    return "%s; Kafka %s; Cassandra %s; MySQL %s".formatted(agent(), kafka, cassandra, mysql);
  }
}
