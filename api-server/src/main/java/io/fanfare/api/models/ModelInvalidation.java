package io.fanfare.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.availability.Dependency;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows `models` from its end and invalidates what changes. Whenever it begins, which is at the
 * start, after any failure, and when it is so far behind that loading anew costs less than catching
 * up, everything is invalidated: what it did not see is thereby forgotten.
 */
public final class ModelInvalidation implements Dependency, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelInvalidation.class);
  private static final TopicPartition MODELS = new TopicPartition(Topics.MODELS, 0);
  private static final Duration POLL = Duration.ofMillis(100);

  /** How long the broker may take to answer before it counts as gone. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final Duration PROBE = Duration.ofSeconds(1);
  private static final long RETRY_MILLIS = 1_000;
  private static final long MOST_BEHIND = 100_000;

  private final String bootstrap;
  private final RepeatedInvalidations invalidations;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "model-invalidation");
  private volatile boolean following;

  /**
   * @param bootstrap `host:port` of any broker
   */
  public ModelInvalidation(String bootstrap, Invalidations invalidations) {
    this.bootstrap = bootstrap;
    this.invalidations = new RepeatedInvalidations(invalidations, System::nanoTime);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  @Override
  public String name() {
    return "Kafka";
  }

  @Override
  public boolean answers() {
    return following;
  }

  private void run() {
    try {
      do {
        try {
          attempt();
        } catch (RuntimeException e) {
          LOG.warn("Can't follow {}, beginning anew: {}", Topics.MODELS, e.getMessage());
        }
        following = false;
      } while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(configuration());
    try {
      follow(consumer);
    } finally {
      consumer.close(Duration.ZERO);
    }
  }

  /** Returns when closed; fails when it has to begin anew with another consumer. */
  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.assign(List.of(MODELS));
    begin(consumer);
    long probed = System.nanoTime();
    while (closed.getCount() > 0) {
      consumer.poll(POLL).forEach(this::invalidate);
      invalidations.repeat();
      if (consumer.currentLag(MODELS).orElse(0) > MOST_BEHIND) {
        begin(consumer);
      }
      if (System.nanoTime() - probed > PROBE.toNanos()) {
        // A poll can't tell a broker that is gone from one where nothing happens; this fails.
        consumer.endOffsets(List.of(MODELS), ANSWER);
        probed = System.nanoTime();
      }
    }
  }

  private void begin(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.seekToEnd(List.of(MODELS));
    long position = consumer.position(MODELS, ANSWER);
    // Only now, with the position fixed: what changed before it is forgotten, what changes after it
    // will be read.
    invalidations.everything();
    following = true;
    LOG.info("Following {} from offset {}.", Topics.MODELS, position);
  }

  private void invalidate(ConsumerRecord<byte[], byte[]> changed) {
    Header event = changed.headers().lastHeader(Event.HEADER);
    InvalidationRule.apply(
        event == null ? null : new String(event.value(), UTF_8), changed.key(), invalidations);
  }

  private Map<String, Object> configuration() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "fanfare-api",
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        // A position that is gone (another log, a truncated one) is a reason to begin anew.
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "none",
        // Whoever creates the topic does it with its settings.
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        5_000);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
