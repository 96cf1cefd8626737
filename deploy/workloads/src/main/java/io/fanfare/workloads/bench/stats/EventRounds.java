package io.fanfare.workloads.bench.stats;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.SelectCells;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.local.StackAddresses;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.EventsAppender;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Rounds of events, which are sent as fast as Kafka takes them. */
final class EventRounds {

  private static final String COPY = "bench.copy";
  private static final int PARTITIONS = 16;
  private static final long POLL_MILLIS = 50;
  private static final Duration POLL = Duration.ofMillis(POLL_MILLIS);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final StackAddresses addresses;
  private final SelectCells cells;
  private final long owner;
  private final Instant began = Instant.now();
  private long sent;

  /**
   * @param owner of all tracks: one partition of the store has the number of counted events
   */
  EventRounds(StackAddresses addresses, CqlSession session, long owner) {
    this.addresses = addresses;
    this.cells = new SelectCells(session);
    this.owner = owner;
  }

  /** Sends events, and waits until all are stored: events a second from first to last. */
  double perSecond(List<ProducerRecord<byte[], byte[]>> events) throws InterruptedException {
    long began = System.nanoTime();
    try (EventsAppender log = new EventsAppender(addresses.kafkaBootstrap())) {
      events.forEach(log::append);
      log.flush();
    }
    sent += events.size();
    // The cheap read first. The stats job may write minutes after the totals.
    awaitCounted(Granularity.ALL, began);
    awaitCounted(Granularity.MINUTE, began);
    return events.size() / ((System.nanoTime() - began) / 1e9);
  }

  private void awaitCounted(Granularity granularity, long began) throws InterruptedException {
    while (counted(granularity) < sent) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new OperationException(
            "%,d of %,d events are counted after %d minutes."
                .formatted(counted(granularity), sent, PATIENCE.toMinutes()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Copies all events of all rounds to another topic: events a second. */
  double copiedPerSecond() throws InterruptedException {
    createCopy();
    long copied = 0;
    long began = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        EventsAppender copies = new EventsAppender(addresses.kafkaBootstrap())) {
      while (copied < sent) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          copies.append(new ProducerRecord<>(COPY, record.key(), record.value()));
          copied++;
        }
      }
      copies.flush();
    }
    return copied / ((System.nanoTime() - began) / 1e9);
  }

  private long counted(Granularity granularity) {
    return periods(granularity).mapToLong(period -> counted(granularity, period)).sum();
  }

  private long counted(Granularity granularity, int period) {
    return cells
        .execute(StatsSubject.OWNER, owner, StatKind.PLAY, granularity, period, 0, Long.MAX_VALUE)
        .toCompletableFuture()
        .join()
        .stream()
        .mapToLong(cell -> cell.counts().getTotal())
        .sum();
  }

  /** All that events of this benchmark may fall into. */
  private IntStream periods(Granularity granularity) {
    Instant now = Instant.now();
    return Stream.of(began.minus(PlannedEvents.SPAN), began, now)
        .mapToInt(time -> Buckets.period(granularity, time.getEpochSecond()))
        .distinct();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafkaBootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.EVENTS_PLAYS).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private void createCopy() throws InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafkaBootstrap()))) {
      admin.createTopics(List.of(new NewTopic(COPY, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new OperationException(
          "The topic %s cannot be made: %s".formatted(COPY, e.getCause()), e);
    }
  }
}
