package io.fanfare.local;

import java.nio.file.Path;

/**
 * What a stack is started with.
 *
 * @param checkout where the built servers and jobs are
 * @param home where data, logs and secrets are kept
 * @param ports where the servers listen
 * @param extent how much of the stack is started
 * @param batchRowsPerSecond the batch lane's share of the store; 0 for no bound
 */
public record StackSettings(
    Checkout checkout, StackHome home, Ports ports, Extent extent, int batchRowsPerSecond) {

  /**
   * A small part of what the store takes: on two processors, a batch lane that takes more is what
   * small posts wait for. Measured by `bench celebrity`.
   */
  public static final int BATCH_ROWS_PER_SECOND = 1_500;

  /** How much of the stack is started. */
  public enum Extent {
    /** The servers with their topics, tables and indices; nothing flows through them. */
    SERVERS,
    /** What dashboards need: all but search and stats. */
    DASHBOARDS,
    /** The servers, the connector, the jobs and the API: a row travels the whole way. */
    PIPELINE;

    /** Whether rows travel. */
    public boolean flows() {
      return this != SERVERS;
    }

    /** Whether domain events are counted. */
    public boolean counts() {
      return this == PIPELINE;
    }

    /** Whether there is Elasticsearch. */
    public boolean searches() {
      return this != DASHBOARDS;
    }
  }

  public StackSettings(Checkout checkout, StackHome home, Ports ports, Extent extent) {
    this(checkout, home, ports, extent, BATCH_ROWS_PER_SECOND);
  }

  /** The whole pipeline of the checkout, with a home and a port base of its own. */
  public static StackSettings pipeline(Checkout checkout, Path home, int portBase) {
    return new StackSettings(checkout, new StackHome(home), new Ports(portBase), Extent.PIPELINE);
  }

  /** The same with another extent. */
  public StackSettings withExtent(Extent other) {
    return new StackSettings(checkout, home, ports, other, batchRowsPerSecond);
  }

  /** The same with another share of the store for the batch lane. */
  public StackSettings withBatchRowsPerSecond(int rows) {
    return new StackSettings(checkout, home, ports, extent, rows);
  }

  /** The server whose rows the views are made of: the one that the home remembers. */
  public Source source() {
    return ExternalSource.of(home)
        .<Source>map(own -> own)
        .orElseGet(() -> new EmbeddedSource(ports, secrets()));
  }

  public Secrets secrets() {
    return new Secrets(home);
  }
}
