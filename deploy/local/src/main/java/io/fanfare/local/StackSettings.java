package io.fanfare.local;

import java.nio.file.Path;

/**
 * The settings of a stack.
 *
 * @param checkout the built servers and jobs
 * @param home the directory of data, logs and secrets
 * @param ports where the servers listen
 * @param extent which parts of the stack are started
 * @param batchRowsPerSecond rows per second that the batch lane may write; 0 for no bound
 * @param skipsLostRecords whether jobs continue behind records that Kafka no longer has; otherwise
 *     they fail
 * @param isShortLived whether the stack runs for minutes only, as in tests: its servers start
 *     faster and are slower once they have run for long, and what others wait for comes more often:
 *     checkpoints, positions of the capture, and looks at its connector. In exchange, a row may be
 *     some 50 ms later
 * @param isObserved whether servers report metrics, and Prometheus reads them
 * @param sends whether agents send notifications, to receivers on this machine
 * @param hasEdge whether nginx, Varnish and HAProxy stand in front of two API servers
 */
public record StackSettings(
    Checkout checkout,
    StackHome home,
    Ports ports,
    Extent extent,
    int batchRowsPerSecond,
    boolean skipsLostRecords,
    boolean isShortLived,
    boolean isObserved,
    boolean sends,
    boolean hasEdge) {

  /**
   * A small part of what the store takes. On two processors, a faster batch lane delays small
   * posts. Measured by `bench celebrity`.
   */
  public static final int BATCH_ROWS_PER_SECOND = 5_000;

  /** Which parts of the stack are started. */
  public enum Extent {
    /** The servers with their topics, tables and indices; no rows flow. */
    SERVERS,
    /** All that dashboards need: everything except search, stats and notifications. */
    DASHBOARDS,
    /** All that dashboards and notifications need: everything except search and stats. */
    NOTIFICATIONS,
    /** Everything: the servers, the connector, the jobs and the API server. */
    PIPELINE;

    /** Whether rows flow from the source to the views. */
    public boolean flows() {
      return this != SERVERS;
    }

    /** Whether domain events are counted. */
    public boolean counts() {
      return this == PIPELINE;
    }

    /** Whether listeners are notified. */
    public boolean notifies() {
      return this == PIPELINE || this == NOTIFICATIONS;
    }

    /** Whether there is Elasticsearch. */
    public boolean searches() {
      return this == PIPELINE || this == SERVERS;
    }
  }

  public StackSettings(Checkout checkout, StackHome home, Ports ports, Extent extent) {
    this(checkout, home, ports, extent, BATCH_ROWS_PER_SECOND, false, false, false, false, false);
  }

  /** The whole pipeline of a checkout. */
  public static StackSettings pipeline(Checkout checkout, Path home, int portBase) {
    return new StackSettings(checkout, new StackHome(home), new Ports(portBase), Extent.PIPELINE);
  }

  /** These settings with another extent. */
  public StackSettings withExtent(Extent other) {
    return new StackSettings(
        checkout,
        home,
        ports,
        other,
        batchRowsPerSecond,
        skipsLostRecords,
        isShortLived,
        isObserved,
        sends,
        hasEdge);
  }

  /** These settings with another bound of the batch lane. */
  public StackSettings withBatchRowsPerSecond(int rows) {
    return new StackSettings(
        checkout,
        home,
        ports,
        extent,
        rows,
        skipsLostRecords,
        isShortLived,
        isObserved,
        sends,
        hasEdge);
  }

  /** These settings, with jobs that continue behind lost records or fail. */
  public StackSettings withSkippedLostRecords(boolean skips) {
    return new StackSettings(
        checkout,
        home,
        ports,
        extent,
        batchRowsPerSecond,
        skips,
        isShortLived,
        isObserved,
        sends,
        hasEdge);
  }

  /** These settings, for a stack that runs for minutes only. */
  public StackSettings shortLived() {
    return new StackSettings(
        checkout,
        home,
        ports,
        extent,
        batchRowsPerSecond,
        skipsLostRecords,
        true,
        isObserved,
        sends,
        hasEdge);
  }

  /** These settings, with Prometheus or without. */
  public StackSettings withObservation(boolean observes) {
    return new StackSettings(
        checkout,
        home,
        ports,
        extent,
        batchRowsPerSecond,
        skipsLostRecords,
        isShortLived,
        observes,
        sends,
        hasEdge);
  }

  /** These settings, with the agents and receivers of notifications or without. */
  public StackSettings withSending(boolean sending) {
    return new StackSettings(
        checkout,
        home,
        ports,
        extent,
        batchRowsPerSecond,
        skipsLostRecords,
        isShortLived,
        isObserved,
        sending,
        hasEdge);
  }

  /** These settings, with the edge in front of the API or without. */
  public StackSettings withEdge(boolean edge) {
    return new StackSettings(
        checkout,
        home,
        ports,
        extent,
        batchRowsPerSecond,
        skipsLostRecords,
        isShortLived,
        isObserved,
        sends,
        edge);
  }

  /** The external source of the home if it has one, otherwise the embedded one. */
  public Source source() {
    return ExternalSource.of(home)
        .<Source>map(own -> own)
        .orElseGet(() -> new EmbeddedSource(ports, secrets()));
  }

  public Secrets secrets() {
    return new Secrets(home);
  }
}
