package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.workloads.bench.kit.ExpectedEntries.Expected;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * From a post's commit to each of its entries being on a dashboard: until its completion event has
 * come to a consumer, which is a little after the entry could be read.
 */
public final class CompletionLatency implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final long NANOS_A_MICRO = 1_000;

  private final ExpectedEntries entries;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AppendTimes appendTimes;
  private final AvroCodec<DashboardUpdate> codec = AvroCodec.of(DashboardUpdate.class);
  private final Histogram interactive = Latency.histogram();
  private final Histogram interactiveToModels = Latency.histogram();
  private final Histogram interactiveToEvent = Latency.histogram();
  private final Histogram batch = Latency.histogram();
  private final Recorder interactiveNow = new Recorder(3);
  private final Thread thread = new Thread(this::run, "completion-latency");
  private volatile boolean closed;

  public CompletionLatency(KafkaAccess kafka, FollowGraph graph) {
    entries = new ExpectedEntries(graph);
    appendTimes = new AppendTimes(kafka);
    consumer =
        new KafkaConsumer<>(
            kafka.client(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DASHBOARD_UPDATES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: only asking for the positions fixes them.
    partitions.forEach(consumer::position);
    thread.start();
  }

  /**
   * Has the entries of a post measured.
   *
   * @param due when it should be committed, by `System.nanoTime`
   */
  public void expect(Post post, long due) {
    entries.expect(post, due);
  }

  /**
   * Returns when all entries of the expected posts have come.
   *
   * @throws OperationException if the thread that follows the events has ended
   */
  public void awaitAll() throws InterruptedException {
    await(() -> entries.missing() <= 0, Long.MAX_VALUE);
  }

  /**
   * Returns when all entries of the expected posts have come, or when the time is over.
   *
   * @return how many have not come
   * @throws OperationException if the thread that follows the events has ended
   */
  public long awaitAll(Duration patience) throws InterruptedException {
    await(() -> entries.missing() <= 0, patience.toNanos());
    return entries.missing();
  }

  /**
   * Returns when `count` entries of the batch lane have come, or when the time is over.
   *
   * @return whether they have come
   * @throws OperationException if the thread that follows the events has ended
   */
  public boolean awaitBatch(long count, Duration patience) throws InterruptedException {
    return await(() -> batchSeen() >= count, patience.toNanos());
  }

  private boolean await(BooleanSupplier come, long nanos) throws InterruptedException {
    long began = System.nanoTime();
    while (!come.getAsBoolean()) {
      if (!thread.isAlive()) {
        throw new OperationException("The completion events could not be followed to their end.");
      }
      if (System.nanoTime() - began >= nanos) {
        return false;
      }
      Thread.sleep(POLL.toMillis());
    }
    return true;
  }

  /** Entries of the batch lane that have come. */
  public long batchSeen() {
    return entries.ofBatch();
  }

  /** The interactive lane since this was asked last. */
  public Latency interactiveSinceLastLook() {
    return Latency.of(interactiveNow.getIntervalHistogram());
  }

  /** The interactive lane and where its time went; to be asked for once all has come. */
  public Stages interactive() {
    return new Stages(
        Latency.of(interactive), Latency.of(interactiveToModels), Latency.of(interactiveToEvent));
  }

  /** The batch lane; to be asked for once all has come. */
  public Latency batch() {
    return Latency.of(batch);
  }

  private void run() {
    while (!closed) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        note(record);
      }
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    try {
      CompletionEvent.of(codec.decode(record.value()))
          .forEach(event -> note(event, record.timestamp()));
    } catch (UndecodableException e) {
      throw new IllegalStateException("Only the jobs write completion events", e);
    }
  }

  private void note(CompletionEvent event, long announced) {
    DashboardUpdate update = event.update();
    Expected post = entries.first(update.getActivity().getObjectId(), event.recipientId());
    if (post == null) {
      return;
    }
    long total = System.nanoTime() - post.due();
    if (post.interactive()) {
      interactive.recordValue(total);
      interactiveNow.recordValue(total);
      // Both clocks are this machine's, in ms: how the time divides is no more exact than that.
      long appended = appendTimes.of(update.getVersion());
      long toModels = appended - post.dueMicros();
      long toEvent = Micros.ofMillis(announced) - appended;
      interactiveToModels.recordValue(Math.max(0, toModels) * NANOS_A_MICRO);
      interactiveToEvent.recordValue(Math.max(0, toEvent) * NANOS_A_MICRO);
    } else {
      batch.recordValue(total);
    }
    entries.count(post);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
    consumer.close();
    appendTimes.close();
  }
}
