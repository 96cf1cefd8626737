package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Flink's config.yaml. JobManager and TaskManager each add their own entries. */
public final class FlinkConfiguration {

  /** Of the jobs, of a second generation of search, and of a rebuild at the same time. */
  public static final int SLOTS = 12;

  /**
   * The clients of the jobs' jar that are among the cluster's own libraries, too. Taken from there,
   * all jobs and restarts share them. Otherwise each loads and compiles some thousand classes
   * again.
   */
  private static final String SHARED_LIBRARIES =
      String.join(
          ";",
          "org.apache.kafka.",
          "com.datastax.",
          "com.typesafe.config.",
          "io.netty.",
          "com.codahale.metrics.",
          "org.reactivestreams.",
          "jnr.",
          "com.kenai.",
          "org.elasticsearch.client.",
          "org.apache.http.",
          "com.fasterxml.jackson.");

  /** Those of each client and of each channel: most of what Flink has, and of use to no rule. */
  private static final String NEEDLESS_METRICS = "*KafkaConsumer*:*;*KafkaProducer*:*;*Shuffle*:*";

  private final Map<String, Object> entries = new LinkedHashMap<>();

  private FlinkConfiguration() {}

  static FlinkConfiguration of(StackSettings settings) {
    FlinkConfiguration configuration = new FlinkConfiguration();
    configuration.addresses(settings);
    configuration.checkpoints(settings);
    configuration.failures(settings);
    configuration.with("classloader.parent-first-patterns.additional", SHARED_LIBRARIES);
    return configuration;
  }

  FlinkConfiguration with(String key, Object value) {
    entries.put(key, value);
    return this;
  }

  String render(Path temporary) {
    with("io.tmp.dirs", temporary);
    with("web.tmpdir", temporary);
    with("blob.storage.directory", temporary.resolve("blobs"));
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"\n")
        .collect(Collectors.joining());
  }

  private void addresses(StackSettings settings) {
    with("jobmanager.rpc.address", Ports.HOST);
    with("jobmanager.rpc.port", settings.ports().jobManagerRpc());
    with("jobmanager.bind-host", Ports.HOST);
    with("blob.server.port", settings.ports().jobManagerBlobs());
    with("rest.address", Ports.HOST);
    with("rest.bind-address", Ports.HOST);
    with("rest.port", settings.ports().flink());
    with("rest.bind-port", settings.ports().flink());
    with("taskmanager.host", Ports.HOST);
    with("taskmanager.bind-host", Ports.HOST);
    with("taskmanager.data.port", settings.ports().taskManagerData());
  }

  private void checkpoints(StackSettings settings) {
    with("state.backend.type", "rocksdb");
    // A slot has 64 MiB for the buffers of all its states, and each state allocates an eighth of a
    // buffer at once. With RocksDB's default of 64 MiB, nearly every write would flush a buffer.
    with("state.backend.rocksdb.writebuffer.size", "4mb");
    // Most requested keys are new: without the filter, RocksDB reads every file to find that out.
    // Filters and indices of a million keys do not fit into a slot's memory: partitioned, only
    // parts of them are read.
    with("state.backend.rocksdb.use-bloom-filter", true);
    with("state.backend.rocksdb.memory.partitioned-index-filters", true);
    // Ids of events come once each, in no order. By levels, each buffer of them would rewrite all
    // ids that are there, up to 256 MiB.
    with("state.backend.rocksdb.compaction.style", "UNIVERSAL");
    // What waits for a checkpoint waits for half of this on average.
    with("execution.checkpointing.interval", settings.isShortLived() ? "3s" : "10s");
    with("execution.checkpointing.mode", "EXACTLY_ONCE");
    with("execution.checkpointing.incremental", true);
    // A big fan-out leaves many seconds of work in the buffers: unaligned barriers overtake it.
    with("execution.checkpointing.unaligned.enabled", true);
    with("execution.checkpointing.aligned-checkpoint-timeout", "1s");
    with("execution.checkpointing.timeout", "10min");
    with("execution.checkpointing.tolerable-failed-checkpoints", Integer.MAX_VALUE);
    with("execution.checkpointing.num-retained", 3);
    with("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    with("execution.checkpointing.dir", uri(settings.home().checkpoints()));
    with("execution.checkpointing.savepoint-dir", uri(settings.home().savepoints()));
    // The longest time that a record waits in a buffer for others. A thread for each output wakes
    // up that often, also if there is nothing: at 5 ms, that is 6 % of a processor.
    with("execution.buffer-timeout.interval", settings.isShortLived() ? "15ms" : "5ms");
  }

  /** Exports metrics to Prometheus. Flink's reporter has no setting for its address. */
  FlinkConfiguration withReporter(int port) {
    return with("metrics.reporters", "prometheus")
        .with(
            "metrics.reporter.prometheus.factory.class",
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory")
        .with("metrics.reporter.prometheus.port", port)
        .with("metrics.reporter.prometheus.filter.excludes", NEEDLESS_METRICS);
  }

  private void failures(StackSettings settings) {
    // On a machine that is busy with other things, the default of 10 s would end the start.
    with("pekko.startup-timeout", "60s");
    with("heartbeat.interval", "2s");
    with("heartbeat.timeout", "10s");
    with("restart-strategy.type", "exponential-delay");
    with("restart-strategy.exponential-delay.initial-backoff", "500ms");
    with("restart-strategy.exponential-delay.max-backoff", settings.isShortLived() ? "2s" : "10s");
    with("restart-strategy.exponential-delay.backoff-multiplier", "2.0");
    with("restart-strategy.exponential-delay.reset-backoff-threshold", "1min");
    with("restart-strategy.exponential-delay.attempts-before-reset-backoff", Integer.MAX_VALUE);
  }

  /** Not escaped, because Flink does that itself. */
  private static String uri(Path path) {
    return "file://" + path;
  }
}
