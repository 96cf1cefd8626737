package io.fanfare.ops.exporter;

import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.progress.Views;
import io.fanfare.schemas.settings.KafkaAccess;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how fresh the views are: appends a marker to `models` every few seconds, and waits until
 * each view reports that all effects of what was before it are durable.
 */
final class FreshnessProbe implements Probe {

  static final Duration PERIOD = Duration.ofSeconds(5);

  private static final TopicPartition PROGRESS = new TopicPartition(Topics.PROGRESS, 0);
  private static final Duration POLL = Duration.ofMillis(50);

  /** Upper bounds of the buckets. */
  private static final Duration[] BOUNDS =
      LongStream.of(
              50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final KafkaAccess kafka;
  private final MeterRegistry registry;
  private final Clock clock;
  private final AvroCodec<Passed> codec = AvroCodec.of(Passed.class);
  private final Map<ViewPath, Timer> timers = new ConcurrentHashMap<>();
  private final Passages passages = new Passages();
  private volatile double clockAheadSeconds = Double.NaN;

  /**
   * @param counts whether the pipeline has stats
   */
  FreshnessProbe(KafkaAccess kafka, boolean counts, MeterRegistry registry, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
    this.registry = registry;
    Gauge.builder("fanfare.broker.clock.ahead.seconds", this, probe -> probe.clockAheadSeconds)
        .register(registry);
    // Indices are generations: that of search is known from its first report.
    Views.of(null, counts).forEach(view -> ViewPath.measured(view).forEach(this::measure));
  }

  @Override
  public String name() {
    return "freshness";
  }

  /** Runs until it fails or is interrupted. */
  @Override
  public void run(Runnable succeeded) throws InterruptedException {
    try (KafkaConsumer<byte[], byte[]> consumer = atEnd();
        ModelsAppender models = new ModelsAppender(kafka)) {
      long appended = System.nanoTime() - PERIOD.toNanos();
      while (!Thread.interrupted()) {
        if (System.nanoTime() - appended >= PERIOD.toNanos()) {
          appended = append(models);
          succeeded.run();
        }
        consumer.poll(POLL).forEach(this::note);
      }
      throw new InterruptedException();
    } finally {
      clockAheadSeconds = Double.NaN;
    }
  }

  private long append(ModelsAppender models) {
    String id = "fresh-" + UUID.randomUUID();
    long now = System.nanoTime();
    synchronized (passages) {
      passages.begin(id, now);
    }
    models.marker(new Marker(id));
    models.flush();
    clockAheadSeconds =
        Duration.between(clock.instant(), models.lastAppendedAt()).toMillis() / 1_000.0;
    return now;
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    Passed passed;
    try {
      passed = codec.decode(record.value());
    } catch (UndecodableException e) {
      // A record of another writer: it is no report.
      return;
    }
    synchronized (passages) {
      passages.note(passed, System.nanoTime()).stream()
          .filter(durable -> durable.path().isMeasured())
          .forEach(durable -> measure(durable.path()).record(Duration.ofNanos(durable.nanos())));
      passages.forget(Set.copyOf(timers.keySet()));
    }
  }

  private Timer measure(ViewPath path) {
    return timers.computeIfAbsent(
        path,
        of -> {
          Tags tags = Tags.of("view", of.view(), "lane", of.lane());
          Gauge.builder("fanfare.freshness.pending.seconds", () -> pendingSeconds(of))
              .tags(tags)
              .register(registry);
          return Timer.builder("fanfare.freshness")
              .tags(tags)
              .serviceLevelObjectives(BOUNDS)
              .register(registry);
        });
  }

  private double pendingSeconds(ViewPath path) {
    synchronized (passages) {
      return passages.pendingNanos(path, System.nanoTime()) / 1e9;
    }
  }

  private KafkaConsumer<byte[], byte[]> atEnd() {
    KafkaConsumer<byte[], byte[]> consumer =
        KafkaClients.consumer(kafka, Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
    consumer.assign(Set.of(PROGRESS));
    consumer.seekToEnd(Set.of(PROGRESS));
    // Seeking is lazy: only asking for the position fixes it.
    consumer.position(PROGRESS);
    return consumer;
  }
}
