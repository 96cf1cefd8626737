package io.fanfare.agents.delivery;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.DeadLetterRule;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotificationRule;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages and has them delivered. A place in a topic is committed once everything before it
 * is done, so a message that is tried again for hours is read again after a restart.
 */
public final class AgentLoop implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);

  /** Messages that could be sent now: more wait in Kafka. */
  private static final int MOST_DUE = 20_000;

  /** The same with those that are held, because a receiver fails or for quiet hours. */
  private static final int MOST_OPEN = 100_000;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration COMMIT_PERIOD = Duration.ofSeconds(1);

  /** How long messages on their way have to end: longer than any receiver may take to answer. */
  public static final Duration DRAIN = Duration.ofSeconds(40);

  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

  private final String agent;
  private final Consumer<byte[], byte[]> consumer;
  private final Channel channel;
  private final Dispatcher dispatcher;
  private final Reports reports;
  private final Clock clock;
  private final AvroCodec<Notification> codec = AvroCodec.of(Notification.class);
  private final Places places = new Places();

  private volatile boolean isRunning = true;
  private volatile boolean isAssigned;
  private volatile int partitions;
  private volatile long behind;
  private boolean isPaused;
  private Instant committed = Instant.EPOCH;

  /**
   * @param agent name of the agent, for dead letters
   * @param consumer of the agent's group, whose assignor takes all partitions away before it hands
   *     out any; the loop closes it
   * @param atOnce messages that are delivered at a time
   */
  public AgentLoop(
      String agent,
      Consumer<byte[], byte[]> consumer,
      Channel channel,
      Judge judge,
      Courier courier,
      int atOnce,
      Reports reports,
      AgentMetrics metrics,
      Clock clock) {
    this.agent = agent;
    this.consumer = consumer;
    this.channel = channel;
    this.dispatcher = new Dispatcher(judge::judge, courier::deliver, places, atOnce, clock);
    this.reports = reports;
    this.clock = clock;
    metrics.gauge("fanfare.agent.active", dispatcher::active);
    metrics.gauge("fanfare.agent.open", places::open);
    metrics.gauge(
        "fanfare.agent.wait.seconds", () -> dispatcher.longestWait().toMillis() / 1_000.0);
    metrics.gauge("fanfare.agent.partitions", () -> partitions);
    metrics.gauge("fanfare.agent.behind.records", () -> behind);
  }

  /** Whether it has partitions to read. */
  public boolean isAssigned() {
    return isAssigned;
  }

  /** Reads until it is stopped; then lets what is on its way end. */
  public void run() {
    consumer.subscribe(Channels.topics(channel), this);
    try {
      while (isRunning) {
        pauseOrResume();
        consumer.poll(POLL).forEach(this::take);
        dispatcher.pump();
        commitSometimes();
      }
    } catch (WakeupException e) {
      if (isRunning) {
        throw e;
      }
    } finally {
      drain();
      commit();
      dispatcher.close();
      consumer.close();
    }
  }

  /** Ends {@link #run}; for another thread. */
  public void stop() {
    isRunning = false;
    consumer.wakeup();
  }

  private void pauseOrResume() {
    int open = places.open();
    boolean isFull =
        open >= MOST_OPEN || (open >= MOST_DUE && open - dispatcher.held() >= MOST_DUE);
    if (isFull && !isPaused) {
      consumer.pause(consumer.assignment());
    } else if (!isFull && isPaused) {
      consumer.resume(consumer.assignment());
    }
    isPaused = isFull;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    int generation = places.begin(partition, record.offset());
    try {
      Notification message = codec.decode(record.value());
      String problem = NotificationRule.problem(message, channel, wrap(record.key()));
      if (problem != null) {
        throw new UndecodableException(problem, null);
      }
      dispatcher.add(Ticket.first(partition, record.offset(), generation, message));
    } catch (UndecodableException e) {
      reject(record, generation, DeadLetterRule.of(agent, e.reason(), logged(record)));
    }
  }

  private void reject(ConsumerRecord<byte[], byte[]> record, int generation, DeadLetter letter) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    var unused =
        Repetition.untilDone(() -> reports.reject(letter), FAILURE_PAUSE)
            .thenRun(() -> places.end(partition, record.offset(), generation));
  }

  private static LogRecord logged(ConsumerRecord<byte[], byte[]> record) {
    return new LogRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        Micros.ofMillis(record.timestamp()),
        wrap(record.key()),
        wrap(record.value()),
        null);
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private void commitSometimes() {
    Instant now = clock.instant();
    if (Duration.between(committed, now).compareTo(COMMIT_PERIOD) >= 0) {
      committed = now;
      commit();
      behind =
          consumer.assignment().stream()
              .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
              .sum();
    }
  }

  /** A commit that fails is repeated; without it, a restart reads more again, which is harmless. */
  private void commit() {
    var offsets = places.toCommit();
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets);
    } catch (KafkaException e) {
      LOG.warn("Offsets could not be committed; trying again: {}", e.toString());
      places.uncommitted();
    }
  }

  private void drain() {
    dispatcher.hold();
    Instant limit = Instant.now().plus(DRAIN);
    while (dispatcher.active() > 0 && Instant.now().isBefore(limit)) {
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    // The loop has drained by itself when it has ended.
    if (!revoked.isEmpty() && isRunning) {
      drain();
      commit();
      forget(revoked);
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    forget(lost);
  }

  private void forget(Collection<TopicPartition> gone) {
    places.forget(gone);
    isPaused = false;
    isAssigned = false;
    partitions = 0;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    isAssigned = true;
    // The assignor took all partitions away before.
    partitions = assigned.size();
    dispatcher.proceed();
  }
}
