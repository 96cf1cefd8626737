package io.fanfare.api.topics;

import io.fanfare.api.availability.Dependency;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a whole topic from its end, until it is closed. It restarts at the end after a failure, and
 * when it is so far behind that a restart costs less than catching up. It notifies its reader of
 * each start and stop.
 */
public final class TopicFollower implements Dependency, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

  /** The name of the server's readers in the brokers' logs. */
  public static final String CLIENT = "fanfare-api";

  private static final Duration POLL = Duration.ofMillis(100);

  /** How long the broker may take to answer before it counts as gone. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** How often to ask for the end: it bounds by how much {@link #isWithin} reports too little. */
  private static final Duration PROBE = Duration.ofMillis(500);

  private static final long RETRY_MILLIS = 1_000;
  private static final long MOST_BEHIND = 100_000;

  private final KafkaAccess kafka;
  private final String topic;
  private final TopicReader reader;
  private final ReadUntil readUntil = new ReadUntil();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean following;
  private volatile long behind;
  private volatile long delayMillis;

  public TopicFollower(KafkaAccess kafka, String topic, TopicReader reader) {
    this.kafka = kafka;
    this.topic = topic;
    this.reader = reader;
    this.thread = new Thread(this::run, "follow-" + topic);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  public String topic() {
    return topic;
  }

  /** How many records of the topic are still to be read. */
  public long behind() {
    return behind;
  }

  /**
   * How long after its append the newest record was read that this has read; 0 before the first.
   * The broker's clock and this machine's make it: their difference is part of it.
   */
  public long delayMillis() {
    return delayMillis;
  }

  /** Whether everything was read that the topic has had for longer than this. */
  public boolean isWithin(Duration age) {
    return following && readUntil.isWithin(age, System.nanoTime());
  }

  @Override
  public String name() {
    return KAFKA;
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
          LOG.warn("Reading {} failed, restarting at its end: {}", topic, e.getMessage());
        }
        following = false;
        reader.lost();
      } while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.reader(CLIENT));
    try {
      follow(consumer);
    } finally {
      consumer.close(Duration.ZERO);
    }
  }

  /** Returns when closed; fails when it has to restart with another consumer. */
  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, ANSWER).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    begin(consumer, partitions);
    long probed = System.nanoTime();
    while (closed.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        reader.read(record);
        delayMillis = Math.max(0, System.currentTimeMillis() - record.timestamp());
      }
      reader.tick();
      behind = behind(consumer, partitions);
      if (behind > MOST_BEHIND) {
        begin(consumer, partitions);
      }
      readUntil.read(partition -> consumer.position(partition, ANSWER));
      long now = System.nanoTime();
      if (now - probed > PROBE.toNanos()) {
        // A poll does not fail if the broker is gone; this request does.
        readUntil.end(consumer.endOffsets(partitions, ANSWER), now);
        probed = now;
      }
    }
  }

  private void begin(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    long now = System.nanoTime();
    consumer.seekToEnd(partitions);
    Map<Integer, Long> positions = new HashMap<>();
    // Seeking is lazy: only position() fixes the positions.
    partitions.forEach(
        partition -> positions.put(partition.partition(), consumer.position(partition, ANSWER)));
    reader.begin(positions);
    readUntil.begin(now);
    following = true;
    LOG.info("Reading {} from {}.", topic, positions);
  }

  private static long behind(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    return partitions.stream()
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
        .sum();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
