package io.fanfare.local;

import static io.fanfare.local.DatabaseUser.APPLICATION;

import io.fanfare.local.process.Launch;
import io.fanfare.local.server.CassandraServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where a stack's servers are reached, and by which user. */
public record StackAddresses(StackSettings settings) {

  /** The server whose rows the views are made of. */
  public Source source() {
    return settings.source();
  }

  /**
   * Checks that a command may write to the source as if it were the application.
   *
   * @param command as a person calls it
   * @throws StackException if the source is somebody's own
   */
  public void requireEmbeddedSource(String command) {
    if (source() instanceof ExternalSource own) {
      throw new StackException(
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

  /** Who reads the source and does nothing else to it: the user of the API server. */
  public String readerUser() {
    return source().readerUser();
  }

  public String readerPassword() {
    return settings.secrets().passwordIn(source().readerPasswordFile());
  }

  /** The password of {@link Source#captureUser}, who may ask the source where its binlog is. */
  public String capturePassword() {
    return settings.secrets().passwordIn(source().capturePasswordFile());
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

  public String cassandraDatacenter() {
    return CassandraServer.DATACENTER;
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
    cassandra.put("host", Launch.HOST);
    cassandra.put("port", settings.ports().cassandra());
    cassandra.put("datacenter", cassandraDatacenter());
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
    return Launch.HOST + ":" + port;
  }
}
