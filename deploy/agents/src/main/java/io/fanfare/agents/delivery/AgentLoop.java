package io.fanfare.agents.delivery;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.DeadLetterRule;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.notifications.Notification;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages and has each of them delivered: judged in batches, one after the other for one
 * recipient, all others at the same time. What cannot be done yet is tried again while the rest
 * goes on. A place in a topic is committed once everything before it is done.
 */
public final class AgentLoop implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);

  /** Messages that are being delivered: more wait in Kafka. */
  private static final int MOST_ACTIVE = 1_000;

  /** Messages that are not done, those included that wait for another try. */
  private static final int MOST_OPEN = 20_000;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration COMMIT_PERIOD = Duration.ofSeconds(1);

  /** How long messages on their way have to end when this process has to let go of them. */
  private static final Duration DRAIN = Duration.ofSeconds(15);

  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

  private final String agent;
  private final Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final Judge judge;
  private final Courier courier;
  private final Reports reports;
  private final Clock clock;
  private final AvroCodec<Notification> codec = AvroCodec.of(Notification.class);
  private final Places places = new Places();
  private final AtomicInteger active = new AtomicInteger();
  private final Map<Long, CompletableFuture<Void>> recipients = new ConcurrentHashMap<>();

  /** Encrypting a push takes a processor, so the work goes on here and not where answers come. */
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          Runtime.getRuntime().availableProcessors(),
          task -> {
            Thread thread = new Thread(task, "deliver");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean isRunning = true;
  private volatile boolean isAssigned;
  private boolean isPaused;
  private Instant committed = Instant.EPOCH;

  /** A message and its place. */
  private record Ticket(TopicPartition partition, long offset, Notification message, int attempt) {

    Ticket next() {
      return new Ticket(partition, offset, message, attempt + 1);
    }
  }

  /**
   * @param agent name of the agent, for dead letters
   * @param consumer of the agent's group; the loop closes it
   */
  public AgentLoop(
      String agent,
      Consumer<byte[], byte[]> consumer,
      List<String> topics,
      Judge judge,
      Courier courier,
      Reports reports,
      AgentMetrics metrics,
      Clock clock) {
    this.agent = agent;
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.judge = judge;
    this.courier = courier;
    this.reports = reports;
    this.clock = clock;
    metrics.gauge("fanfare.agent.active", active::get);
    metrics.gauge("fanfare.agent.open", places::open);
  }

  /** Whether it has partitions to read. */
  public boolean isAssigned() {
    return isAssigned;
  }

  /** Reads until it is stopped; then lets what is on its way end. */
  public void run() {
    consumer.subscribe(topics, this);
    try {
      while (isRunning) {
        takeOrPause();
        consumer.poll(POLL).forEach(this::take);
        dispatch();
        commitSometimes();
      }
    } catch (WakeupException e) {
      if (isRunning) {
        throw e;
      }
    } finally {
      drain();
      commit();
      consumer.close();
      threads.shutdownNow();
    }
  }

  /** Ends {@link #run}; for another thread. */
  public void stop() {
    isRunning = false;
    consumer.wakeup();
  }

  private final List<Ticket> taken = new ArrayList<>();

  private void takeOrPause() {
    boolean isFull = active.get() >= MOST_ACTIVE || places.open() >= MOST_OPEN;
    if (isFull && !isPaused) {
      consumer.pause(consumer.assignment());
    } else if (!isFull && isPaused) {
      consumer.resume(consumer.assignment());
    }
    isPaused = isFull;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    places.begin(partition, record.offset());
    try {
      Notification message = codec.decode(record.value());
      if (message.getActivities().isEmpty()) {
        throw new UndecodableException("The message has no activity.", null);
      }
      taken.add(new Ticket(partition, record.offset(), message, 0));
    } catch (UndecodableException e) {
      reject(partition, record, e.reason());
    }
  }

  private void reject(
      TopicPartition partition, ConsumerRecord<byte[], byte[]> record, String cause) {
    LogRecord rejected =
        new LogRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            Micros.ofMillis(record.timestamp()),
            wrap(record.key()),
            wrap(record.value()),
            null);
    var unused =
        reports
            .reject(DeadLetterRule.of(agent, cause, rejected))
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    places.end(partition, record.offset());
                  } else {
                    LOG.warn("A dead letter could not be appended; trying again.", failure);
                    later(FAILURE_PAUSE, () -> reject(partition, record, cause));
                  }
                });
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private void dispatch() {
    if (!taken.isEmpty()) {
      active.addAndGet(taken.size());
      List<Ticket> tickets = List.copyOf(taken);
      taken.clear();
      threads.execute(() -> deliver(tickets));
    }
  }

  /** All of these tickets count as active. */
  private void deliver(List<Ticket> tickets) {
    var unused =
        judge
            .judge(tickets.stream().map(Ticket::message).toList())
            .whenComplete(
                (verdicts, failure) -> {
                  for (int place = 0; place < tickets.size(); place++) {
                    Ticket ticket = tickets.get(place);
                    if (failure == null) {
                      enqueue(ticket, verdicts.get(place));
                    } else {
                      failed(ticket, failure);
                    }
                  }
                });
  }

  /** Behind what is on its way to the same recipient. */
  private void enqueue(Ticket ticket, Verdict verdict) {
    long recipient = ticket.message().getRecipientId();
    recipients.compute(
        recipient,
        (id, before) -> {
          CompletableFuture<Void> turn =
              before == null ? CompletableFuture.completedFuture(null) : before;
          CompletableFuture<Void> done =
              turn.thenComposeAsync(ended -> deliver(ticket, verdict), threads);
          var unused = done.whenComplete((ended, failure) -> recipients.remove(recipient, done));
          return done;
        });
  }

  /** Never fails. */
  private CompletableFuture<Void> deliver(Ticket ticket, Verdict verdict) {
    if (!places.isOpen(ticket.partition(), ticket.offset())) {
      // Another process has the partition now.
      active.decrementAndGet();
      return CompletableFuture.completedFuture(null);
    }
    return courier
        .deliver(ticket.message(), verdict, ticket.attempt())
        .toCompletableFuture()
        .handle(
            (again, failure) -> {
              if (failure == null) {
                ended(ticket, again);
              } else {
                failed(ticket, failure);
              }
              return null;
            });
  }

  private void ended(Ticket ticket, Optional<Instant> again) {
    active.decrementAndGet();
    if (again.isEmpty()) {
      places.end(ticket.partition(), ticket.offset());
    } else {
      again(ticket.next(), Duration.between(clock.instant(), again.get()));
    }
  }

  /** A server is away: the message was not judged, or not recorded. It is no try of its own. */
  private void failed(Ticket ticket, Throwable failure) {
    LOG.warn("Message {} has to wait: {}", ticket.message().getId(), failure.toString());
    active.decrementAndGet();
    again(ticket, FAILURE_PAUSE);
  }

  private void again(Ticket ticket, Duration pause) {
    later(
        pause,
        () -> {
          if (places.isOpen(ticket.partition(), ticket.offset())) {
            active.incrementAndGet();
            deliver(List.of(ticket));
          }
        });
  }

  private void later(Duration pause, Runnable task) {
    if (isRunning) {
      var unused = threads.schedule(task, Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS);
    }
  }

  private void commitSometimes() {
    Instant now = clock.instant();
    if (Duration.between(committed, now).compareTo(COMMIT_PERIOD) >= 0) {
      committed = now;
      commit();
    }
  }

  private void commit() {
    var offsets = places.toCommit();
    if (!offsets.isEmpty()) {
      consumer.commitSync(offsets);
    }
  }

  private void drain() {
    Instant limit = Instant.now().plus(DRAIN);
    while (active.get() > 0 && Instant.now().isBefore(limit)) {
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    drain();
    commit();
    forget(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    forget(partitions);
  }

  private void forget(Collection<TopicPartition> partitions) {
    places.forget(partitions);
    isPaused = false;
    isAssigned = false;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    isAssigned = true;
  }
}
