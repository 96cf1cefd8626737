package io.fanfare.purger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.purger.PendingPurges.Purge;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.edge.CatchUp;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.SourcePosition;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelsReaderTest {

  private static final TopicPartition MODELS = new TopicPartition(Topics.MODELS, 0);
  private static final TopicPartition BEATS = new TopicPartition(Topics.HEARTBEATS, 0);
  private static final long APPENDED = 60_000;

  private final PendingPurges varnish = new PendingPurges();
  private final Purges purges =
      new Purges(List.of(varnish), Duration.ofHours(1), () -> {}, System::nanoTime);
  private final Liveness liveness =
      new Liveness(List.of("127.0.0.1:1"), Duration.ofMinutes(1), System::nanoTime);
  private final CatchUp catchUp = new CatchUp(System::nanoTime);
  private final ModelsReader reader =
      new ModelsReader(
          KafkaAccess.open("127.0.0.1:1"), purges, liveness, catchUp, new PurgerMetrics(List.of()));
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private Thread thread;

  @BeforeEach
  void start() {
    for (TopicPartition partition : List.of(MODELS, BEATS)) {
      Node[] nodes = {};
      consumer.updatePartitions(
          partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, nodes, nodes)));
    }
    consumer.updateEndOffsets(Map.of(MODELS, 100L, BEATS, 7L));
    thread = new Thread(() -> reader.follow(consumer));
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    reader.stop();
    thread.join();
  }

  @Test
  void purgesEverythingAtFirstAndThenWhatChanges() throws Exception {
    assertThat(take()).containsExactly("all");
    append(100, "create.Follow", "follows/2/1");
    assertThat(take()).containsExactlyInAnyOrder("followings-of-user-2", "followers-of-user-1");
  }

  @Test
  void isAliveOnceABeatIsBehindAllChanges() throws Exception {
    take();
    append(100, "save.User", "users/7");
    consumer.schedulePollTask(
        () -> {
          consumer.updateEndOffsets(Map.of(MODELS, 101L, BEATS, 8L));
          consumer.addRecord(record(BEATS, 7, null, "{}"));
        });
    List<Purge> sent = varnish.take();
    assertThat(sent).extracting(Purge::key).containsExactly("user-7");
    // The beat is read with the change or after it, and Varnish has not answered yet.
    assertThat(liveness.isAlive()).isFalse();
    varnish.acknowledge();
    await().until(liveness::isAlive);
  }

  @Test
  void noticesThatTheCaptureCatchesUp() throws Exception {
    take();
    byte[] late =
        AvroCodec.of(ModelBroadcast.class)
            .encode(
                ModelBroadcast.newBuilder()
                    .setOperation(Operation.SAVE)
                    .setSource(new SourcePosition("binlog.1", 4L, 0, null, 0L))
                    .build());
    append(record(MODELS, 100, "save.User", "users/7", late));
    assertThat(take()).containsExactly("user-7");
    await().until(catchUp::isGoingOn);
  }

  @Test
  void beginsAgainWithEverythingWhenItIsFarBehind() throws Exception {
    take();
    consumer.schedulePollTask(
        () -> {
          consumer.updateEndOffsets(Map.of(MODELS, 1_000_000L, BEATS, 7L));
          consumer.addRecord(record(MODELS, 100, "create.Block", "blocks/1/2"));
        });
    assertThat(take()).containsExactly("all");
    append(1_000_000, "save.User", "users/7");
    assertThat(take()).containsExactly("user-7");
  }

  /** What is purged next; it is acknowledged. */
  private List<String> take() throws InterruptedException {
    List<String> keys = new ArrayList<>();
    varnish.take().forEach(purge -> keys.add(purge.key()));
    varnish.acknowledge();
    return keys;
  }

  private void append(long offset, String event, String key) {
    append(record(MODELS, offset, event, key));
  }

  private void append(ConsumerRecord<byte[], byte[]> record) {
    consumer.schedulePollTask(
        () -> {
          consumer.updateEndOffsets(Map.of(MODELS, record.offset() + 1));
          consumer.addRecord(record);
        });
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, String event, String key) {
    return record(partition, offset, event, key, new byte[0]);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, String event, String key, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    if (event != null) {
      headers.add(new RecordHeader(Event.HEADER, event.getBytes(UTF_8)));
    }
    byte[] text = key.getBytes(UTF_8);
    return new ConsumerRecord<>(
        partition.topic(),
        0,
        offset,
        APPENDED,
        TimestampType.LOG_APPEND_TIME,
        text.length,
        0,
        text,
        value,
        headers,
        Optional.empty());
  }
}
