package io.fanfare.api;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.schemas.settings.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Everything that the server can be told.
 *
 * @param host the address to listen on
 * @param publicUrl what hrefs begin with, without a slash at its end
 * @param cassandra what has the dashboards
 * @param stats what has the stats: the same cluster, unless another one is named
 * @param elasticsearch where searches are answered from
 * @param kafkaBootstrap `host:port`, or several with commas between
 * @param tokenKey base64url text of 32 random bytes
 * @param localSignIn whether whoever reaches the server may be any user
 */
record ApiConfig(
    String host,
    int port,
    String publicUrl,
    Mysql mysql,
    Cassandra cassandra,
    Cassandra stats,
    ElasticsearchAccess elasticsearch,
    String kafkaBootstrap,
    String tokenKey,
    boolean localSignIn) {

  static final String USAGE =
      """
      Serves dashboards, search and stats. Options (also as environment FANFARE_KEY, or as lines of --config FILE):
        --host ADDRESS                   to listen on (default 127.0.0.1)
        --port N                         to listen on (default 8080)
        --public-url URL                 what hrefs begin with (default http://HOST:PORT)
        --mysql-url URL                  jdbc:mariadb://HOST:PORT/DATABASE, for MySQL too
        --mysql-user NAME                may read users, tracks and playlists
        --mysql-password-file FILE       its password
        --cassandra-contact-point H:P    any node
        --cassandra-datacenter NAME      the local one
        --stats-cassandra-contact-point H:P  any node of the cluster that has stats (default: the
                                         same as of the dashboards)
        --stats-cassandra-datacenter NAME    its local one (default: likewise)
        --elasticsearch-hosts H:P[,H:P]  any nodes; feeds are served without them, too
        --elasticsearch-tls true|false   whether to reach them through TLS (default false)
        --elasticsearch-user NAME        may read the aliases tracks, playlists and users
        --elasticsearch-password-file F  its password; both only where one has to sign in
        --kafka-bootstrap H:P[,H:P]      any broker
        --token-key-file FILE            base64url text of 32 random bytes, for HS256
        --local-sign-in true|false       whether the page lets whoever is at this machine be any
                                         user, without a token (default false)
      """;

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|::1");

  /** The source; its password must not get into any log. */
  record Mysql(String url, String user, String password) {
    @Override
    public String toString() {
      return user + " at " + url;
    }
  }

  /**
   * A cluster.
   *
   * @param contactPoint `host:port` of any node
   */
  record Cassandra(String contactPoint, String datacenter) {
    @Override
    public String toString() {
      return contactPoint + " in " + datacenter;
    }
  }

  static ApiConfig of(Settings settings) {
    String host = settings.text("host", "127.0.0.1");
    Cassandra cassandra =
        new Cassandra(
            settings.hostAndPort("cassandra-contact-point"), settings.text("cassandra-datacenter"));
    int port = settings.number("port", 8080, 1, 65_535);
    ApiConfig config =
        new ApiConfig(
            host,
            port,
            settings.text("public-url", defaultUrl(host, port)).replaceFirst("/+$", ""),
            new Mysql(
                settings.text("mysql-url"),
                settings.text("mysql-user"),
                settings.secret("mysql-password-file")),
            cassandra,
            new Cassandra(
                settings.hostAndPort("stats-cassandra-contact-point", cassandra.contactPoint()),
                settings.text("stats-cassandra-datacenter", cassandra.datacenter())),
            ElasticsearchAccess.from(settings),
            settings.hostsAndPorts("kafka-bootstrap"),
            settings.secret("token-key-file"),
            settings.flag("local-sign-in", false));
    config.problems().forEach(settings::problem);
    return config;
  }

  private static String defaultUrl(String host, int port) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** What is wrong with the values that are there; each is one sentence. */
  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!isWebUrl(publicUrl)) {
      problems.add(
          "--public-url is '" + publicUrl + "', not a URL such as https://api.example.com.");
    }
    if (localSignIn && !LOOPBACK.matcher(host).matches()) {
      problems.add(
          "--local-sign-in lets whoever reaches the server be any user, so --host must be"
              + " 127.0.0.1, ::1 or localhost with it, not '"
              + host
              + "'.");
    }
    if (!mysql.url().isEmpty() && !mysql.url().startsWith("jdbc:mariadb://")) {
      problems.add("--mysql-url does not look like jdbc:mariadb://HOST:PORT/DATABASE.");
    }
    if (mysql.url().toLowerCase(Locale.ROOT).contains("password=")) {
      problems.add("--mysql-url has a password in it: put it into --mysql-password-file.");
    }
    String passwordFile = elasticsearch.passwordFile();
    if (!passwordFile.isEmpty() && !Files.isReadable(Path.of(passwordFile))) {
      problems.add(
          "--elasticsearch-password-file names a file that cannot be read: " + passwordFile + ".");
    }
    if (!tokenKey.isEmpty()) {
      try {
        TokenKey.parse(tokenKey);
      } catch (IllegalArgumentException e) {
        problems.add("--token-key-file: " + e.getMessage());
      }
    }
    return problems;
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
        .formatted(host, port, publicUrl, mysql, cassandra, stats, elasticsearch, kafkaBootstrap);
  }
}
