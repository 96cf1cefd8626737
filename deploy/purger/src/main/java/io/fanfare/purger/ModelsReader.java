package io.fanfare.purger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.edge.CatchUp;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads `models` and the beats of the source from their ends, and has every change purged. After a
 * start, a failure, and records that it skips, it has everything purged.
 */
final class ModelsReader {

  private static final Logger LOG = LoggerFactory.getLogger(ModelsReader.class);
  private static final TopicPartition MODELS = new TopicPartition(Topics.MODELS, 0);
  private static final TopicPartition BEATS = new TopicPartition(Topics.HEARTBEATS, 0);
  private static final String CLIENT = "fanfare-purger";
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long RETRY_MILLIS = 1_000;

  /** Behind more records than these, purging everything costs less. */
  private static final long MOST_BEHIND = 100_000;

  private final KafkaAccess kafka;
  private final Purges purges;
  private final Liveness liveness;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CatchUp catchUp;
  private volatile long behind;

  ModelsReader(
      KafkaAccess kafka, Purges purges, Liveness liveness, CatchUp catchUp, PurgerMetrics metrics) {
    this.kafka = kafka;
    this.purges = purges;
    this.liveness = liveness;
    this.catchUp = catchUp;
    metrics.gauge("fanfare.purger.behind.records", this::behind);
    metrics.gauge("fanfare.purger.catching.up", () -> catchUp.isGoingOn() ? 1 : 0);
  }

  /** How many records are still to be read. */
  long behind() {
    return behind;
  }

  /** Ends {@link #run}; for another thread. */
  void stop() {
    stopped.countDown();
  }

  /** Reads until it is stopped. */
  void run() throws InterruptedException {
    do {
      try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader(CLIENT))) {
        follow(consumer);
      } catch (RuntimeException e) {
        LOG.warn("Reading failed, beginning at the end of the log: {}", e.toString());
      }
      liveness.lose();
    } while (!stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
  }

  /** Returns when it is stopped; fails when it has to begin with another consumer. */
  void follow(Consumer<byte[], byte[]> consumer) {
    for (TopicPartition partition : List.of(MODELS, BEATS)) {
      if (consumer.partitionsFor(partition.topic(), ANSWER).size() != 1) {
        throw new IllegalStateException(partition.topic() + " has not exactly one partition");
      }
    }
    consumer.assign(List.of(MODELS, BEATS));
    begin(consumer);
    while (stopped.getCount() > 0) {
      poll(consumer);
      purges.repeat();
      liveness.progress(
          consumer.position(MODELS, ANSWER), purges.newest(), purges.acknowledgedUpTo());
      behind = consumer.currentLag(MODELS).orElse(0);
      if (behind > MOST_BEHIND) {
        LOG.warn("{} records behind: purging everything instead.", behind);
        begin(consumer);
      }
    }
  }

  private void begin(Consumer<byte[], byte[]> consumer) {
    liveness.lose();
    consumer.seekToEnd(List.of(MODELS, BEATS));
    // Seeking is lazy: only position() fixes the positions.
    consumer.position(BEATS, ANSWER);
    long position = consumer.position(MODELS, ANSWER);
    purges.purge(PurgeRule.ALL, 0);
    LOG.info("Everything is purged; reading {} from {}.", Topics.MODELS, position);
  }

  private void poll(Consumer<byte[], byte[]> consumer) {
    boolean hasBeat = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (record.topic().equals(MODELS.topic())) {
        read(record);
      } else {
        hasBeat = true;
      }
    }
    // One that had to wait to be read does not prove that its time is now.
    if (hasBeat && consumer.currentLag(BEATS).orElse(0) == 0) {
      if (liveness.hasPaused()) {
        // Changes of the pause may come after this beat.
        purges.purge(PurgeRule.ALL, 0);
      }
      liveness.beat(consumer.endOffsets(List.of(MODELS), ANSWER).getOrDefault(MODELS, 0L));
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    catchUp.read(record.value(), record.timestamp());
    Header header = record.headers().lastHeader(Event.HEADER);
    String event =
        header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    Set<String> keys = PurgeRule.keys(event, record.key(), record.value());
    if (!keys.isEmpty()) {
      purges.purge(keys, record.timestamp());
    }
  }
}
