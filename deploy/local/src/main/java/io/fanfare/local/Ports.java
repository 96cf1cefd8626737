package io.fanfare.local;

import io.fanfare.ops.OperationException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ports of the stack, counted from one base. All of them are on 127.0.0.1 only.
 *
 * @param base the first port of the range; {@value #SPAN} ports from here belong to the stack
 */
public record Ports(int base) {

  /** The only address that the stack's servers listen on. */
  public static final String HOST = "127.0.0.1";

  public static final int SPAN = 50;
  public static final int DEFAULT_BASE = 21000;

  private static final int TURNS = 5;
  private static final int FIRST_IN_TURN = 20;
  private static final int LOWEST = 1024;
  private static final int HIGHEST = 65536 - SPAN;

  public Ports {
    if (base < LOWEST || base > HIGHEST) {
      throw new OperationException(
          "The port base is %d: choose one from %d to %d.".formatted(base, LOWEST, HIGHEST));
    }
  }

  /** The last port of the range. */
  public int last() {
    return base + SPAN - 1;
  }

  public int mariadb() {
    return base;
  }

  public int kafka() {
    return base + 1;
  }

  public int kafkaController() {
    return base + 2;
  }

  public int connect() {
    return base + 3;
  }

  public int cassandra() {
    return base + 4;
  }

  public int cassandraStorage() {
    return base + 5;
  }

  /** REST and web UI of the JobManager. */
  public int flink() {
    return base + 6;
  }

  public int jobManagerRpc() {
    return base + 7;
  }

  public int jobManagerBlobs() {
    return base + 8;
  }

  public int taskManagerData() {
    return base + 9;
  }

  public int api() {
    return base + 10;
  }

  public int jobManagerMetrics() {
    return base + 11;
  }

  public int elasticsearch() {
    return base + 12;
  }

  /** For connections between Elasticsearch nodes; the stack has only one node. */
  public int elasticsearchTransport() {
    return base + 13;
  }

  /** What was sent to the receivers of notifications, and their push service. */
  public int receivers() {
    return base + 14;
  }

  /** Where the receivers take mail. */
  public int smtp() {
    return base + 15;
  }

  /** Where the agents serve their metrics, in the order of the channels. */
  public List<Integer> agents() {
    return List.of(base + 16, base + 17, base + 18);
  }

  /**
   * Ports of the TaskManager's RPC. Each start uses the next one: after a TaskManager's death the
   * JobManager does not connect to the same address for minutes.
   */
  public List<Integer> taskManagerRpc() {
    return inTurn(FIRST_IN_TURN);
  }

  /** Ports of the TaskManager's metrics. Each start uses the next one, too. */
  public List<Integer> taskManagerMetrics() {
    return inTurn(FIRST_IN_TURN + TURNS);
  }

  /** Where the API server serves its metrics. */
  public int apiAdmin() {
    return base + 30;
  }

  public int exporter() {
    return base + 31;
  }

  public int prometheus() {
    return base + 32;
  }

  public int alertmanager() {
    return base + 33;
  }

  /** Where Flink's reporter serves the JobManager's metrics. */
  public int jobManagerReporter() {
    return base + 34;
  }

  public int taskManagerReporter() {
    return base + 35;
  }

  /** Where the JMX exporter serves the broker's metrics. */
  public int kafkaMetrics() {
    return base + 36;
  }

  public int connectMetrics() {
    return base + 37;
  }

  public int cassandraMetrics() {
    return base + 38;
  }

  /** The second API server, behind HAProxy. */
  public int secondApi() {
    return base + 40;
  }

  public int secondApiAdmin() {
    return base + 41;
  }

  public int haproxy() {
    return base + 42;
  }

  public int haproxyMetrics() {
    return base + 43;
  }

  public int varnish() {
    return base + 44;
  }

  /** Metrics and health of the purger. */
  public int purger() {
    return base + 45;
  }

  /** Where clients reach the edge. */
  public int nginx() {
    return base + 46;
  }

  private List<Integer> inTurn(int first) {
    return IntStream.range(0, TURNS).mapToObj(turn -> base + first + turn).toList();
  }
}
