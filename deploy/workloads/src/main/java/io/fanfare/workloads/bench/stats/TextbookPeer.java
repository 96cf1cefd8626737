package io.fanfare.workloads.bench.stats;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.topics.EventsAppender;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.workloads.bench.kit.CpuClock;
import io.fanfare.workloads.bench.kit.EventRounds;
import io.fanfare.workloads.bench.kit.PlannedEvents;
import io.fanfare.workloads.bench.kit.StoredSum;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The textbook's job in the same cluster, on the same events. */
final class TextbookPeer {

  private static final String MAIN_CLASS = "io.fanfare.textbook.TextbookStatsJob";
  private static final String NAME = "textbook-stats";
  private static final int PARTITIONS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Windows stay open for all events, which are of an hour, until the closing events come. */
  private static final Duration LATENESS = PlannedEvents.SPAN.plusMinutes(10);

  private final StackAddresses addresses;
  private final CpuClock cpu;
  private final FlinkRest flink;
  private final CqlSession session;

  TextbookPeer(LocalStack stack, CqlSession session) {
    this.addresses = stack.addresses();
    this.cpu = new CpuClock(stack);
    this.flink = new FlinkRest(addresses.flink());
    this.session = session;
  }

  /**
   * Sends events, and waits until all windows are stored.
   *
   * @param warmUp the job reads these before the clock starts
   */
  EventRounds.Round run(
      List<ProducerRecord<byte[], byte[]>> warmUp, List<ProducerRecord<byte[], byte[]>> events)
      throws IOException, InterruptedException {
    session.execute(
        "CREATE KEYSPACE IF NOT EXISTS textbook"
            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    session.execute(
        "CREATE TABLE IF NOT EXISTS textbook.plays"
            + " (track_id bigint, minute bigint, plays bigint, PRIMARY KEY (track_id, minute))");
    try (Admin admin = Admin.create(addresses.kafka().client(Map.of()))) {
      admin.createTopics(List.of(new NewTopic(NAME, PARTITIONS, (short) 1))).all().get();
      String run = start();
      try {
        return run(admin, warmUp, events);
      } finally {
        flink.cancel(run);
      }
    } catch (ExecutionException e) {
      throw new OperationException("The textbook's job cannot be measured: " + e.getCause(), e);
    }
  }

  private EventRounds.Round run(
      Admin admin,
      List<ProducerRecord<byte[], byte[]>> warmUp,
      List<ProducerRecord<byte[], byte[]>> events)
      throws InterruptedException {
    try (EventsAppender log = new EventsAppender(addresses.kafka())) {
      append(log, warmUp);
      StoredSum.await(warmUp.size(), () -> committed(admin));
      Map<String, Double> before = cpu.seconds();
      Instant began = Instant.now();
      append(log, events);
      close(log);
      long all = (long) warmUp.size() + events.size();
      StoredSum.await(all, () -> number("SUM(plays)"));
      Duration took = Duration.between(began, Micros.toInstant(number("MAX(WRITETIME(plays))")));
      return EventRounds.Round.of(events.size(), took, CpuClock.between(before, cpu.seconds()));
    }
  }

  private String start() throws IOException, InterruptedException {
    String run = UUID.randomUUID().toString().replace("-", "");
    String jar = flink.upload(addresses.settings().checkout().textbookJar());
    try {
      List<String> arguments =
          List.of(
              addresses.kafka().bootstrap(),
              NAME,
              NAME,
              addresses.cassandra().contactPoints(),
              "INSERT INTO textbook.plays (track_id, minute, plays) VALUES (?, ?, ?)",
              Long.toString(LATENESS.toSeconds()));
      flink.run(jar, MAIN_CLASS, arguments, run, Optional.empty());
    } finally {
      flink.deleteJar(jar);
    }
    return run;
  }

  private static void append(EventsAppender log, List<ProducerRecord<byte[], byte[]>> events) {
    events.forEach(event -> log.append(new ProducerRecord<>(NAME, event.key(), event.value())));
    log.flush();
  }

  /** An event behind all windows in every partition. */
  private static void close(EventsAppender log) {
    long behind = Micros.of(Instant.now().plus(LATENESS.multipliedBy(2)));
    DomainEvent event = new DomainEvent("closing", 1L, 1L, behind, null, null, null);
    ProducerRecord<byte[], byte[]> record = EventsAppender.record(EventKind.PLAY, event);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      log.append(new ProducerRecord<>(NAME, partition, record.key(), record.value()));
    }
    log.flush();
  }

  /** Events that the job had read at its last checkpoint. */
  private static long committed(Admin admin) {
    return admin
        .listConsumerGroupOffsets(NAME)
        .partitionsToOffsetAndMetadata()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  /**
   * To read all windows takes the server seconds: so the last write ends the clock, and not this.
   */
  private long number(String aggregate) {
    SimpleStatement all =
        SimpleStatement.newInstance("SELECT " + aggregate + " FROM textbook.plays")
            .setTimeout(PATIENCE);
    return Objects.requireNonNull(session.execute(all).one(), "an aggregate").getLong(0);
  }
}
