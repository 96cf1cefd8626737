package io.fanfare.local;

import static io.fanfare.local.DatabaseUser.APPLICATION;

import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a stack's servers are reached, and by which user. */
public record StackAddresses(StackSettings settings) {

  public static final String DATACENTER = "datacenter1";

  /** What Cassandra acknowledges is on the disk this much later: the jobs have to know. */
  public static final Duration SYNC_LAG = Duration.ofMillis(10);

  /** How often the connector's position is kept while no captured table changes. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private static final Duration POLL = Duration.ofMillis(10);

  /** The servers and logins, as operations on any Fanfare take them. */
  public PipelineAccess access() {
    String[] arguments =
        configuration().entrySet().stream()
            .flatMap(entry -> Stream.of("--" + entry.getKey(), entry.getValue()))
            .toArray(String[]::new);
    return Settings.of(arguments, Map.of()).build(PipelineAccess::from);
  }

  /**
   * Writes the same into the home, for every command that takes `--config`.
   *
   * @throws OperationException if it cannot be written
   */
  public void writeConfiguration() {
    String lines =
        configuration().entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Files.writeString(
          settings.home().pipeline(), "# Where this stack is, written at each start.\n" + lines);
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
    configuration.put("kafka-bootstrap", kafkaBootstrap());
    configuration.put("connect-url", connectUrl());
    configuration.put("cassandra-contact-point", cassandraContactPoint());
    configuration.put("cassandra-datacenter", DATACENTER);
    configuration.put("cassandra-sync-lag-ms", Long.toString(SYNC_LAG.toMillis()));
    configuration.put("stats", Boolean.toString(counts()));
    configuration.put("search", Boolean.toString(searches()));
    if (searches()) {
      configuration.put("elasticsearch-hosts", elasticsearchHost());
    }
    configuration.put("flink-url", flinkUrl());
    configuration.put("flink-jobs-jar", settings.checkout().jobs().toString());
    configuration.put("flink-savepoints", "file://" + settings.home().savepoints());
    configuration.put("max-rows-per-second", Integer.toString(settings.batchRowsPerSecond()));
    return configuration;
  }

  /** What the connector is told of the source. */
  public SourceSettings capture() {
    Source source = source();
    Path password = source.capturePasswordFile();
    return new SourceSettings(
        source.flavour(),
        source.host(),
        source.port(),
        source.captureUser(),
        "${directory:" + password.getParent() + ":" + password.getFileName() + "}",
        source.database(),
        source.serverId(),
        kafkaBootstrap(),
        HEARTBEAT,
        POLL);
  }

  /** The server whose rows the views are made of. */
  public Source source() {
    return settings.source();
  }

  /**
   * Checks that a command may write to the source as if it were the application.
   *
   * @param command as a person calls it
   * @throws OperationException if the source is somebody's own
   */
  public void requireEmbeddedSource(String command) {
    if (source() instanceof ExternalSource own) {
      throw new OperationException(
          ("`%s` writes to the source as its application, and the source of this stack is"
                  + " yours (%s): use a stack with the embedded one, in another --home.")
              .formatted(command, own.description().said()));
    }
  }

  /** The source's database; for whom it is opened, {@link #mysqlUser} says. */
  public String mysqlUrl() {
    return source().url();
  }

  /** The application, which may write every table; of an external source, who captures it. */
  public String mysqlUser() {
    Source source = source();
    return source.isExternal() ? source.captureUser() : APPLICATION.userName();
  }

  public String mysqlPassword() {
    return settings.secrets().passwordIn(mysqlPasswordFile());
  }

  /** What kind of source it is, and whose. */
  public String sourceName() {
    return source() instanceof ExternalSource own
        ? "%s (external)".formatted(own.description().said())
        : "the embedded MariaDB";
  }

  /** How a person reaches the source; the password stays in its file. */
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

  public String kafkaBootstrap() {
    return at(settings.ports().kafka());
  }

  public String connectUrl() {
    return "http://" + at(settings.ports().connect());
  }

  public String cassandraContactPoint() {
    return at(settings.ports().cassandra());
  }

  /** `host:port`; only where the stack's extent has it. */
  public String elasticsearchHost() {
    return at(settings.ports().elasticsearch());
  }

  public String elasticsearchUrl() {
    return "http://" + elasticsearchHost();
  }

  /** Whether there is a search index. */
  public boolean searches() {
    return settings.extent().searches();
  }

  /** Whether there are stats. */
  public boolean counts() {
    return settings.extent().counts();
  }

  public String flinkUrl() {
    return "http://" + at(settings.ports().flink());
  }

  public String apiUrl() {
    return "http://" + at(settings.ports().api());
  }

  /** All of it, as `fanfare status --json` prints it. */
  public Map<String, Object> document() {
    Map<String, Object> cassandra = new LinkedHashMap<>();
    cassandra.put("host", Ports.HOST);
    cassandra.put("port", settings.ports().cassandra());
    cassandra.put("datacenter", DATACENTER);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("mysql", mysqlDocument());
    document.put("kafka", Map.of("bootstrap", kafkaBootstrap()));
    document.put("connect", Map.of("url", connectUrl()));
    document.put("cassandra", cassandra);
    if (searches()) {
      document.put("elasticsearch", Map.of("url", elasticsearchUrl()));
    }
    document.put("flink", Map.of("url", flinkUrl()));
    document.put("api", Map.of("url", apiUrl()));
    return document;
  }

  /** The password of somebody's own server is nothing that we print. */
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
