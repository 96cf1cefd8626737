package io.fanfare.api;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.notifications.PushKey;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The configuration of the server; {@link #USAGE} describes its settings.
 *
 * @param host the address to listen on
 * @param adminPort the port of `/metrics` and `/ops`; 0 for none
 * @param prometheusUrl where `/ops` asks for its values, without a slash at its end; empty for none
 * @param publicUrl the beginning of the links in answers, without a slash at its end
 * @param cassandra the cluster that holds the dashboards
 * @param stats the cluster that holds the stats
 * @param heartbeat how often a heartbeat of the source comes
 * @param tokens whose tokens the server accepts
 * @param optOutKey the content of the key file of links to opt out, like that of tokens; empty for
 *     none
 * @param webhookKey the content of the key file of webhooks, likewise
 * @param pushPublicKey the public key of web push as base64url text; empty for none
 * @param localSignIn whether everybody who reaches the server may be any user
 * @param http how the server treats its clients
 */
record ApiConfig(
    String host,
    int port,
    int adminPort,
    String prometheusUrl,
    String publicUrl,
    Mysql mysql,
    CassandraAccess cassandra,
    CassandraAccess stats,
    ElasticsearchAccess elasticsearch,
    KafkaAccess kafka,
    Duration heartbeat,
    TokenConfig tokens,
    String optOutKey,
    String webhookKey,
    String pushPublicKey,
    boolean localSignIn,
    HttpConfig http) {

  static final String USAGE =
      """
      Serves dashboards, search and stats over HTTP. An option can also be an environment variable
      (--mysql-url: FANFARE_MYSQL_URL) or a line of the file --config (mysql-url=URL).

        --host ADDRESS                     address to listen on (default: 127.0.0.1)
        --port N                           port to listen on (default: 8080)
        --admin-port N                     port of /metrics, health and /ops, on the same address; give
                                           access to monitoring only (default: 0, none)
        --prometheus-url URL               a Prometheus that reads the pipeline's metrics, for /ops
                                           (default: none)
        --public-url URL                   beginning of links in answers (default: http://HOST:PORT)
        --mysql-url URL                    source: jdbc:mariadb://HOST:PORT/DATABASE, also for MySQL
        --mysql-user NAME                  user that may read the source's tables
        --mysql-password-file FILE         file that contains the user's password
        --cassandra-contact-points H:P[,H:P]
                                           nodes of the cluster that holds the dashboards
        --cassandra-datacenter NAME        local datacenter of this cluster
        --cassandra-config FILE            configuration of the driver: login, TLS (default: none)
        --stats-cassandra-contact-points H:P[,H:P]
                                           nodes of the cluster that holds the stats
                                           (default: --cassandra-contact-points)
        --stats-cassandra-datacenter NAME  local datacenter of this cluster
                                           (default: --cassandra-datacenter)
        --stats-cassandra-config FILE      configuration of the driver for this cluster
                                           (default: --cassandra-config)
        --elasticsearch-urls URL[,URL]     any nodes, with a path in front of them if there is one;
                                           only search needs them
        --elasticsearch-user NAME          user that may read the aliases tracks, playlists and users
                                           (default: none)
        --elasticsearch-password-file F    file that contains the user's password (default: none)
        --elasticsearch-api-key-file FILE  file that contains an API key, instead of a user
                                           (default: none)
        --elasticsearch-ca-file FILE       PEM file with the certificates that sign those of the
                                           nodes (default: the JVM's)
        --kafka-bootstrap H:P[,H:P]        any brokers
        --kafka-config FILE                properties of Kafka's clients: login, TLS (default: none)
        --beat-ms N                        capture-heartbeat-ms of the connector (default: 1000)
        --token-key-file FILE              file that contains 32 or more random bytes as base64url text,
                                           the key of tokens (HS256)
        --other-token-key-file FILE        file with another such key: what it signed is accepted, too,
                                           while the key is changed (default: none)
        --jwks-file FILE                   public keys of an issuer of tokens (RS256, ES256), as a JSON
                                           Web Key Set; read again every minute (default: none)
        --jwks-url URL                     their address, instead of a file (default: none)
        --token-issuer TEXT                claim iss of this issuer's tokens (default: none)
        --token-audience TEXT              what the claim aud of its tokens for this server contains
                                           (default: none)
        --opt-out-key-file FILE            file with a key like that of tokens, for the links with which
                                           people opt out of notifications without a sign-in; the
                                           e-mail agent has it, too (default: none)
        --webhook-key-file FILE            file with the key of the webhook agent, from which the secret
                                           of each recipient is derived, so that they can read theirs
                                           (default: none)
        --push-public-key KEY              public key of the push agent (VAPID) as base64url text, with
                                           which browsers subscribe (default: none)
        --local-sign-in true|false         whether the page lets everybody on this machine be any user,
                                           without a token; --host must be a loopback address
                                           (default: false)
        --cors-origins ORIGIN[,ORIGIN]     sites whose pages may read answers in a browser, as
                                           https://player.example.com; * for every site (default: none)
        --requests-per-minute N            most requests of a user or application, or without a token of
                                           an address, at this server; 0 for no limit (default: 3000)
        --trusted-proxies RANGE[,RANGE]    addresses of proxies whose X-Forwarded-For names the client,
                                           as 10.0.0.0/8 (default: none)
        --drain-seconds N                  how long the server still accepts requests after SIGTERM, while
                                           /health/ready is 503 (default: 5)
      """;

  static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|::1");

  /** Access to the source; its password must not appear in a log. */
  record Mysql(String url, String user, String password) {
    @Override
    public String toString() {
      return user + " at " + url;
    }
  }

  static ApiConfig of(Settings settings) {
    String host = settings.text("host", "127.0.0.1");
    CassandraAccess cassandra = CassandraAccess.from(settings);
    int port = settings.number("port", 8080, 1, 65_535);
    ApiConfig config =
        new ApiConfig(
            host,
            port,
            settings.number("admin-port", 0, 0, 65_535),
            settings.text("prometheus-url", "").replaceFirst("/+$", ""),
            settings.text("public-url", defaultUrl(host, port)).replaceFirst("/+$", ""),
            new Mysql(
                settings.text("mysql-url"),
                settings.text("mysql-user"),
                settings.secret("mysql-password-file")),
            cassandra,
            CassandraAccess.statsFrom(settings, cassandra),
            ElasticsearchAccess.from(settings),
            KafkaAccess.from(settings),
            Duration.ofMillis(settings.number("beat-ms", 1_000, 1, 60_000)),
            TokenConfig.of(settings),
            optionalSecret(settings, "opt-out-key-file"),
            optionalSecret(settings, "webhook-key-file"),
            settings.text("push-public-key", ""),
            settings.flag("local-sign-in", false),
            HttpConfig.of(settings));
    config.problems().forEach(settings::problem);
    settings.requireReadable(
        "cassandra-config",
        "stats-cassandra-config",
        "elasticsearch-password-file",
        "elasticsearch-api-key-file",
        "elasticsearch-ca-file");
    return config;
  }

  private static String optionalSecret(Settings settings, String key) {
    return settings.text(key, "").isEmpty() ? "" : settings.secret(key);
  }

  private static String defaultUrl(String host, int port) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** The problems of the given values, each as one sentence. */
  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (adminPort == port) {
      problems.add("--admin-port is that of --port: clients would read the metrics.");
    }
    if (!prometheusUrl.isEmpty() && (!isWebUrl(prometheusUrl) || prometheusUrl.contains("@"))) {
      problems.add(
          "--prometheus-url is not a URL such as http://prometheus.example.com:9090, without a"
              + " login.");
    }
    if (!prometheusUrl.isEmpty() && adminPort == 0) {
      problems.add("--prometheus-url is for the page /ops, which needs --admin-port.");
    }
    if (!isWebUrl(publicUrl)) {
      problems.add(
          "--public-url is '" + publicUrl + "', not a URL such as https://api.example.com.");
    }
    if (localSignIn && !LOOPBACK.matcher(host).matches()) {
      problems.add(
          "--local-sign-in lets everybody who reaches the server be any user. So --host must be"
              + " 127.0.0.1, ::1 or localhost, not '"
              + host
              + "'.");
    }
    if (!mysql.url().isEmpty() && !mysql.url().startsWith("jdbc:mariadb://")) {
      problems.add("--mysql-url is not a URL of the form jdbc:mariadb://HOST:PORT/DATABASE.");
    }
    if (mysql.url().toLowerCase(Locale.ROOT).contains("password=")) {
      problems.add(
          "--mysql-url contains a password: put it into the file of --mysql-password-file.");
    }
    addProblem("--opt-out-key-file", optOutKey, problems);
    if (tokens.accepts(optOutKey)) {
      problems.add(
          "--opt-out-key-file has a key of tokens: whoever sends mail could sign in as anybody.");
    }
    addProblem("--webhook-key-file", webhookKey, problems);
    if (tokens.accepts(webhookKey)) {
      problems.add(
          "--webhook-key-file has a key of tokens: whoever sends webhooks could sign in as"
              + " anybody.");
    }
    if (!pushPublicKey.isEmpty() && !PushKey.isKey(pushPublicKey)) {
      problems.add(
          "--push-public-key is not a point of the curve P-256: 65 bytes as base64url text.");
    }
    return problems;
  }

  static void addProblem(String option, String key, Settings settings) {
    List<String> problems = new ArrayList<>();
    addProblem(option, key, problems);
    problems.forEach(settings::problem);
  }

  private static void addProblem(String option, String key, List<String> problems) {
    if (!key.isEmpty()) {
      try {
        TokenKey.parse(key);
      } catch (IllegalArgumentException e) {
        problems.add(option + ": " + e.getMessage());
      }
    }
  }

  private static boolean isWebUrl(String text) {
    try {
      URI url = URI.create(text);
      return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getQuery() == null
          && url.getFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "%s:%d as %s; MySQL %s; Cassandra %s; stats %s; Elasticsearch %s; Kafka %s"
        .formatted(host, port, publicUrl, mysql, cassandra, stats, elasticsearch, kafka);
  }
}
