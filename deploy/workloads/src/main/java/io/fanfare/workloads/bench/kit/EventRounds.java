package io.fanfare.workloads.bench.kit;

import io.fanfare.local.StackAddresses;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.backfill.StatsBackfill;
import io.fanfare.ops.backfill.StatsRebuild;
import io.fanfare.ops.topics.EventsAppender;
import io.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Rounds of events, which are sent as fast as Kafka takes them. */
public final class EventRounds {

  private static final String COPY = "bench.copy";
  private static final int PARTITIONS = 16;
  private static final Duration POLL = Duration.ofMillis(50);

  private final StackAddresses addresses;
  private final CpuClock cpu;
  private final CountedPlays counted;
  private long sent;

  /**
   * What a round took.
   *
   * @param perSecond events a second, from the first that is sent until all are stored
   * @param cpuMicrosecondsAnEvent by process
   */
  public record Round(double perSecond, Map<String, Double> cpuMicrosecondsAnEvent) {

    /**
     * @param took from the first event until all are stored
     * @param cpuSeconds by process
     */
    public static Round of(long events, Duration took, Map<String, Double> cpuSeconds) {
      double seconds = took.toNanos() / 1e9;
      Map<String, Double> used = new LinkedHashMap<>();
      cpuSeconds.forEach((name, cpu) -> used.put(name, cpu * 1e6 / events));
      return new Round(events / seconds, used);
    }
  }

  public EventRounds(LocalStack stack, CountedPlays counted) {
    this.addresses = stack.addresses();
    this.cpu = new CpuClock(stack);
    this.counted = counted;
  }

  /** Sends events, and waits until all are stored. */
  public Round run(List<ProducerRecord<byte[], byte[]>> events) throws InterruptedException {
    Map<String, Double> before = cpu.seconds();
    long began = System.nanoTime();
    try (EventsAppender log = new EventsAppender(addresses.kafka())) {
      events.forEach(log::append);
      log.flush();
    }
    sent += events.size();
    counted.await(sent);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Round round = Round.of(events.size(), took, CpuClock.between(before, cpu.seconds()));
    counted.requireMinutes(sent);
    return round;
  }

  /** Empties the table, and rebuilds the cells of all rounds from the log. */
  public Round rebuild(StatsBackfill backfill) throws InterruptedException {
    counted.truncate();
    Map<String, Double> before = cpu.seconds();
    long began = System.nanoTime();
    backfill.build(new StatsRebuild("", "", false));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Round round = Round.of(sent, took, CpuClock.between(before, cpu.seconds()));
    counted.await(sent);
    counted.requireMinutes(sent);
    return round;
  }

  /** Copies all events of all rounds to another topic: events a second. */
  public double copiedPerSecond() throws InterruptedException {
    createCopy();
    long copied = 0;
    long began = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        EventsAppender copies = new EventsAppender(addresses.kafka())) {
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

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            addresses.kafka().client(Map.of()),
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
    try (Admin admin = Admin.create(addresses.kafka().client(Map.of()))) {
      admin.createTopics(List.of(new NewTopic(COPY, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new OperationException(
          "The topic %s cannot be made: %s".formatted(COPY, e.getCause()), e);
    }
  }
}
