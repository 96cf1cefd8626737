package io.fanfare.local;

/**
 * Every port of the stack, counted from one base. All of them are on 127.0.0.1 alone.
 *
 * @param base the first port of the range; {@value #SPAN} ports from here belong to the stack
 */
public record Ports(int base) {

  public static final int SPAN = 20;
  public static final int DEFAULT_BASE = 21000;

  private static final int LOWEST = 1024;
  private static final int HIGHEST = 65536 - SPAN;

  public Ports {
    if (base < LOWEST || base > HIGHEST) {
      throw new StackException(
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

  public int taskManagerRpc() {
    return base + 9;
  }

  public int taskManagerData() {
    return base + 10;
  }

  public int api() {
    return base + 11;
  }

  public int jobManagerMetrics() {
    return base + 12;
  }

  public int taskManagerMetrics() {
    return base + 13;
  }
}
