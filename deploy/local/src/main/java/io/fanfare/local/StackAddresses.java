package io.fanfare.local;

import static io.fanfare.local.DatabaseUser.APPLICATION;
import static io.fanfare.local.DatabaseUser.DATABASE;

import io.fanfare.local.process.Launch;
import io.fanfare.local.server.CassandraServer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a stack's servers are reached, and by which user. */
public record StackAddresses(StackSettings settings) {

  /** The source, for the application: it may write every table. */
  public String mysqlUrl() {
    return "jdbc:mariadb://%s:%d/%s".formatted(Launch.HOST, settings.ports().mariadb(), DATABASE);
  }

  public String mysqlUser() {
    return APPLICATION.userName();
  }

  public String mysqlPassword() {
    return settings.secrets().password(APPLICATION);
  }

  /** How a person reaches the source; the password stays in its file. */
  public String mysqlCommand() {
    return "mysql -h %s -P %d -u %s -p\"$(cat '%s')\" %s"
        .formatted(
            Launch.HOST,
            settings.ports().mariadb(),
            mysqlUser(),
            settings.secrets().passwordFile(APPLICATION),
            DATABASE);
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

  public String flinkUrl() {
    return "http://" + at(settings.ports().flink());
  }

  public String apiUrl() {
    return "http://" + at(settings.ports().api());
  }

  /** All of it, as `fanfare status --json` prints it. */
  public Map<String, Object> document() {
    Map<String, Object> mysql = new LinkedHashMap<>();
    mysql.put("host", Launch.HOST);
    mysql.put("port", settings.ports().mariadb());
    mysql.put("user", mysqlUser());
    mysql.put("password", mysqlPassword());
    mysql.put("database", DATABASE);
    Map<String, Object> cassandra = new LinkedHashMap<>();
    cassandra.put("host", Launch.HOST);
    cassandra.put("port", settings.ports().cassandra());
    cassandra.put("datacenter", cassandraDatacenter());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("mysql", mysql);
    document.put("kafka", Map.of("bootstrap", kafkaBootstrap()));
    document.put("connect", Map.of("url", connectUrl()));
    document.put("cassandra", cassandra);
    document.put("flink", Map.of("url", flinkUrl()));
    document.put("api", Map.of("url", apiUrl()));
    return document;
  }

  private static String at(int port) {
    return Launch.HOST + ":" + port;
  }
}
