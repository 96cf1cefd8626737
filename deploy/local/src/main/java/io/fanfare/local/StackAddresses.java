package io.fanfare.local;

import static io.fanfare.local.DatabaseUser.APPLICATION;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.RestAccess;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses of a stack's servers, and the users that connect to them. */
public record StackAddresses(StackSettings settings) {

  public static final String DATACENTER = "datacenter1";

  /**
   * A write is durable at most this long after Cassandra acknowledges it. The jobs wait for that.
   */
  public static final Duration SYNC_LAG = Duration.ofMillis(10);

  private static final int REBUILD_PARALLELISM = 2;

  /** Short, because a local stack has few plays and a person may be watching. */
  private static final Duration PLAYS_AFTER = Duration.ofSeconds(2);

  /**
   * How often the connector stores its position behind the last change. Tests and tools that wait
   * for the capture wait for this, too.
   */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private static final Duration FAST_HEARTBEAT = Duration.ofMillis(200);

  private static final Duration POLL = Duration.ofMillis(10);

  /** An idle connector that polls every 10 ms takes 8 % of a processor. */
  private static final Duration CHEAP_POLL = Duration.ofMillis(30);

  /** The servers and logins, in the form that operations on any Fanfare use. */
  public PipelineAccess access() {
    String[] arguments =
        configuration().entrySet().stream()
            .flatMap(entry -> Stream.of("--" + entry.getKey(), entry.getValue()))
            .toArray(String[]::new);
    try {
      return Settings.of(arguments, Map.of()).build(PipelineAccess::from);
    } catch (SettingsException e) {
      throw new OperationException(String.join(System.lineSeparator(), e.problems()), e);
    }
  }

  /**
   * Writes the same into the home, for the commands that take `--config`.
   *
   * @throws OperationException if the file cannot be written
   */
  public void writeConfiguration() {
    String lines =
        configuration().entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Files.writeString(
          settings.home().pipeline(),
          "# The addresses of this stack, rewritten at each start.\n" + lines);
    } catch (IOException e) {
      throw new OperationException(settings.home().pipeline() + " cannot be written: " + e, e);
    }
  }

  private Map<String, String> configuration() {
    Source source = source();
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.put("mysql-flavour", source.flavour().name().toLowerCase(Locale.ROOT));
    configuration.put("mysql-url", source.url());
    configuration.put("mysql-user", source.readerUser());
    configuration.put("mysql-password-file", source.readerPasswordFile().toString());
    configuration.put("capture-user", source.captureUser());
    configuration.put("capture-password-file", source.capturePasswordFile().toString());
    Path password = source.capturePasswordFile();
    configuration.put(
        "capture-password-reference",
        "${directory:" + password.getParent() + ":" + password.getFileName() + "}");
    configuration.put("capture-server-id", Long.toString(source.serverId()));
    configuration.put("capture-address", source.host() + ":" + source.port());
    configuration.put("capture-heartbeat-ms", Long.toString(heartbeat().toMillis()));
    Duration poll = settings.isShortLived() ? CHEAP_POLL : POLL;
    configuration.put("capture-poll-ms", Long.toString(poll.toMillis()));
    configuration.put("kafka-bootstrap", kafka().bootstrap());
    configuration.put("connect-url", connect().url());
    configuration.put("cassandra-contact-points", cassandra().contactPoints());
    configuration.put("cassandra-datacenter", cassandra().datacenter());
    configuration.put("cassandra-sync-lag-ms", Long.toString(SYNC_LAG.toMillis()));
    configuration.put("stats", Boolean.toString(counts()));
    configuration.put("notifications", Boolean.toString(settings.extent().notifies()));
    configuration.put("search", Boolean.toString(searches()));
    if (searches()) {
      configuration.put("elasticsearch-urls", elasticsearchUrl());
      configuration.put("plays-after-ms", Long.toString(PLAYS_AFTER.toMillis()));
    }
    if (settings.hasEdge()) {
      configuration.put("edge-urls", edgeUrl());
      configuration.put("edge-origin-url", haproxyUrl());
      configuration.put("edge-purger-url", purgerUrl());
    }
    configuration.put("flink-url", flink().url());
    configuration.put("flink-jobs-jar", settings.checkout().expectedJobsJar().toString());
    configuration.put(
        "flink-cassandra-rebuild-jar",
        settings.checkout().expectedCassandraRebuildJar().toString());
    configuration.put(
        "flink-elasticsearch-rebuild-jar",
        settings.checkout().expectedElasticsearchRebuildJar().toString());
    configuration.put("flink-savepoints", "file://" + settings.home().savepoints());
    configuration.put("rebuild-parallelism", Integer.toString(REBUILD_PARALLELISM));
    configuration.put("max-rows-per-second", Integer.toString(settings.batchRowsPerSecond()));
    return configuration;
  }

  /** The connector's settings for the source. */
  public SourceSettings capture() {
    return Objects.requireNonNull(access().capture());
  }

  /** The web UI of Prometheus, if the stack is observed. */
  public String prometheusUrl() {
    return "http://%s:%d".formatted(Ports.HOST, settings.ports().prometheus());
  }

  /** The page with the state of the pipeline, if the stack is observed. */
  public String opsUrl() {
    return "http://%s:%d/ops".formatted(Ports.HOST, settings.ports().apiAdmin());
  }

  /** The web UI of Alertmanager, if the stack is observed. */
  public String alertmanagerUrl() {
    return "http://%s:%d".formatted(Ports.HOST, settings.ports().alertmanager());
  }

  /** The database that the views are made from. */
  public Source source() {
    return settings.source();
  }

  /**
   * Checks that a command can write to the source as the application does.
   *
   * @param command as it is called
   * @throws OperationException if the source is external
   */
  public void requireEmbeddedSource(String command) {
    if (source() instanceof ExternalSource own) {
      throw new OperationException(
          ("`%s` writes to the source as its application does, but this stack has an external"
                  + " source (%s): use a stack with the embedded source, in another --home.")
              .formatted(command, own.description().describe()));
    }
  }

  /** JDBC address of the source's database, for {@link #mysqlUser}. */
  public String mysqlUrl() {
    return source().url();
  }

  /** The application's user, which can write every table; for an external source, its user. */
  public String mysqlUser() {
    Source source = source();
    return source.isExternal() ? source.captureUser() : APPLICATION.userName();
  }

  public String mysqlPassword() {
    return settings.secrets().passwordIn(mysqlPasswordFile());
  }

  /** Kind and owner of the source, for people. */
  public String sourceName() {
    return source() instanceof ExternalSource own
        ? "%s (external)".formatted(own.description().describe())
        : "the embedded MariaDB";
  }

  /** A shell command that connects to the source. It reads the password from its file. */
  public String mysqlCommand() {
    return "mysql -h %s -P %d -u %s -p\"$(cat '%s')\" %s"
        .formatted(
            source().host(),
            source().port(),
            mysqlUser(),
            mysqlPasswordFile(),
            source().database());
  }

  private Path mysqlPasswordFile() {
    Source source = source();
    return source.isExternal()
        ? source.capturePasswordFile()
        : settings.secrets().passwordFile(APPLICATION);
  }

  public KafkaAccess kafka() {
    return KafkaAccess.open(at(settings.ports().kafka()));
  }

  public RestAccess connect() {
    return RestAccess.open("http://" + at(settings.ports().connect()));
  }

  public CassandraAccess cassandra() {
    return CassandraAccess.open(at(settings.ports().cassandra()), DATACENTER);
  }

  /** Only if the stack has Elasticsearch. */
  public String elasticsearchUrl() {
    return "http://" + at(settings.ports().elasticsearch());
  }

  /** Whether there is a search index. */
  public boolean searches() {
    return settings.extent().searches();
  }

  /** Whether there are stats. */
  public boolean counts() {
    return settings.extent().counts();
  }

  public RestAccess flink() {
    return RestAccess.open("http://" + at(settings.ports().flink()));
  }

  /** The page of what the receivers of notifications got. */
  public String receiversUrl() {
    return "http://" + at(settings.ports().receivers());
  }

  public String apiUrl() {
    return "http://" + at(settings.ports().api());
  }

  /** Where clients reach the edge, if the stack has one. */
  public String edgeUrl() {
    return "http://" + at(settings.ports().nginx());
  }

  /** Where clients reach the API and its pages: at the edge, if the stack has one. */
  public String publicUrl() {
    return settings.hasEdge() ? edgeUrl() : apiUrl();
  }

  /** The queue of the API servers, if the stack has an edge. */
  public String haproxyUrl() {
    return "http://" + at(settings.ports().haproxy());
  }

  /** Varnish, if the stack has an edge. */
  public String varnishUrl() {
    return "http://" + at(settings.ports().varnish());
  }

  /** Metrics and health of the purger, if the stack has an edge. */
  public String purgerUrl() {
    return "http://" + at(settings.ports().purger());
  }

  /** How often a heartbeat of the connector comes. */
  public Duration heartbeat() {
    return settings.isShortLived() ? FAST_HEARTBEAT : HEARTBEAT;
  }

  /** All addresses, as `fanfare status --json` prints them. */
  public Map<String, Object> document() {
    Map<String, Object> cassandra = new LinkedHashMap<>();
    cassandra.put("host", Ports.HOST);
    cassandra.put("port", settings.ports().cassandra());
    cassandra.put("datacenter", DATACENTER);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("mysql", mysqlDocument());
    document.put("kafka", Map.of("bootstrap", kafka().bootstrap()));
    document.put("connect", Map.of("url", connect().url()));
    document.put("cassandra", cassandra);
    if (searches()) {
      document.put("elasticsearch", Map.of("url", elasticsearchUrl()));
    }
    document.put("flink", Map.of("url", flink().url()));
    document.put("api", Map.of("url", apiUrl()));
    return document;
  }

  /** The password of an external source is never printed. */
  private Map<String, Object> mysqlDocument() {
    Source source = source();
    Map<String, Object> mysql = new LinkedHashMap<>();
    mysql.put("host", source.host());
    mysql.put("port", source.port());
    mysql.put("user", mysqlUser());
    if (!source.isExternal()) {
      mysql.put("password", mysqlPassword());
    }
    mysql.put("database", source.database());
    mysql.put("flavour", source.flavour().name().toLowerCase(Locale.ROOT));
    mysql.put("external", source.isExternal());
    return mysql;
  }

  private static String at(int port) {
    return Ports.HOST + ":" + port;
  }
}
