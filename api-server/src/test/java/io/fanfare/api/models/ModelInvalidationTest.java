package io.fanfare.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.edge.Dependencies;
import io.fanfare.api.edge.Fence;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.edge.EdgeKey;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.SourcePosition;
import io.fanfare.schemas.models.TrackLike;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Which answers are stale when a record of `models` was read. */
class ModelInvalidationTest {

  private static final AvroCodec<ModelBroadcast> CODEC = AvroCodec.of(ModelBroadcast.class);

  private final Fence fence = new Fence();
  private final RecordedInvalidations cache = new RecordedInvalidations();
  private long nanoTime;
  private final Heartbeats heartbeats = new Heartbeats(Duration.ofSeconds(1), () -> nanoTime);
  private final ModelInvalidation invalidation =
      new ModelInvalidation(new EdgeInvalidations(cache, fence), heartbeats, () -> nanoTime);

  @Test
  void aTrackIsStaleAndSoAreTheListsThatHadOrHaveIt() {
    Dependencies track = reading(EdgeKey.TRACK, 9);
    Dependencies before = reading(EdgeKey.TRACKS_OF_USER, 1);
    Dependencies after = reading(EdgeKey.TRACKS_OF_USER, 2);
    Dependencies other = reading(EdgeKey.TRACKS_OF_USER, 3);
    read(
        Model.TRACK,
        List.of(9L),
        CODEC.encode(
            ModelBroadcast.newBuilder()
                .setOperation(Operation.SAVE)
                .setBefore(InMemoryModels.track(9, 1, null))
                .setAfter(InMemoryModels.track(9, 2, null))
                .build()));
    assertThat(List.of(track, before, after)).noneMatch(fence::holds);
    assertThat(fence.holds(other)).isTrue();
    assertThat(cache.seen).containsExactly("past", "TRACK [9]");
  }

  @Test
  void aNewRowMakesTheListsStaleThatDidNotHaveIt() {
    Dependencies comments = reading(EdgeKey.COMMENTS_OF_TRACK, 9);
    Dependencies likesOfTrack = reading(EdgeKey.LIKES_OF_TRACK, 9);
    Dependencies likesOfUser = reading(EdgeKey.LIKES_OF_USER, 1);
    create(new Comment(4L, 1L, 9L, "new", null, null));
    assertThat(fence.holds(comments)).isFalse();
    assertThat(fence.holds(likesOfTrack)).isTrue();
    create(new TrackLike(1L, 9L, null));
    assertThat(List.of(likesOfTrack, likesOfUser)).noneMatch(fence::holds);
  }

  @Test
  void aTrackThatCannotBeReadMayBeInAnyList() {
    Dependencies list = reading(EdgeKey.TRACKS_OF_USER, 1);
    read(Model.TRACK, List.of(9L), "broken".getBytes(UTF_8));
    assertThat(fence.holds(list)).isFalse();
    assertThat(cache.seen).containsExactly("past", "TRACK [9]");
  }

  @Test
  void everythingIsStaleWhenReadingBegins() {
    beat();
    Dependencies track = reading(EdgeKey.TRACK, 9);
    invalidation.begin(Map.of());
    assertThat(fence.holds(track)).isFalse();
  }

  @Test
  void theCacheIsUsedWhileChangesAreRead() {
    beat();
    invalidation.begin(Map.of());
    invalidation.lost();
    assertThat(cache.seen).containsExactly("past", "past", "everything", "cached", "past");
  }

  @Test
  void theCacheIsNotUsedWhileNoHeartbeatComesAndIsEmptyAfterwards() {
    invalidation.begin(Map.of());
    invalidation.tick();
    assertThat(cache.seen).containsExactly("past", "past");
    beat();
    invalidation.tick();
    assertThat(cache.seen).containsExactly("past", "past", "everything", "cached");
    pause();
    cache.seen.clear();
    invalidation.tick();
    assertThat(cache.seen).startsWith("past");
  }

  /** The thread that reads waits for a broker that is gone: nobody ticks meanwhile. */
  @Test
  void theCacheIsNotUsedWithoutHeartbeatsEvenWhileTheReaderWaits() {
    beat();
    invalidation.begin(Map.of());
    assertThat(cache.isUsed()).isTrue();
    pause();
    assertThat(cache.isUsed()).isFalse();
    beat();
    assertThat(cache.isUsed()).as("its rows are those from before the pause").isFalse();
    cache.seen.clear();
    invalidation.tick();
    assertThat(cache.seen).startsWith("everything", "cached");
    assertThat(cache.isUsed()).isTrue();
  }

  private void beat() {
    heartbeats.read(new ConsumerRecord<>("heartbeats", 0, 0, new byte[0], new byte[0]));
  }

  private void pause() {
    nanoTime += Duration.ofSeconds(4).toNanos();
  }

  @Test
  void theCacheIsNotUsedWhileTheCaptureCatchesUp() {
    beat();
    invalidation.begin(Map.of());
    cache.seen.clear();
    append(change(0), 10_000);
    invalidation.tick();
    assertThat(cache.seen).containsExactly("USER [7]", "past");
    pause();
    beat();
    cache.seen.clear();
    append(change(13_500), 14_000);
    invalidation.tick();
    assertThat(cache.seen).startsWith("USER [7]", "everything", "cached");
  }

  /** A change of user 7. */
  private static byte[] change(long committedMillis) {
    return CODEC.encode(
        ModelBroadcast.newBuilder()
            .setOperation(Operation.SAVE)
            .setSource(new SourcePosition("binlog.1", 4L, 0, null, committedMillis * 1_000))
            .build());
  }

  private void append(byte[] value, long millis) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "models",
            0,
            0,
            millis,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            ModelKey.encode(Model.USER, List.of(7L)),
            value,
            new RecordHeaders(),
            Optional.empty());
    record.headers().add(Event.HEADER, Event.of(Operation.SAVE, Model.USER));
    invalidation.read(record);
  }

  private Dependencies reading(EdgeKey kind, long id) {
    Dependencies read = fence.begin();
    read.add(kind, id);
    return read;
  }

  private void create(SpecificRecordBase row) {
    read(
        Model.ofRow(row),
        ModelKey.of(row),
        CODEC.encode(
            ModelBroadcast.newBuilder().setOperation(Operation.CREATE).setAfter(row).build()));
  }

  private void read(Model model, List<Long> key, byte[] value) {
    read(model, ModelKey.encode(model, key), value);
  }

  private void read(Model model, byte[] key, byte[] value) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("models", 0, 0, key, value);
    record.headers().add(Event.HEADER, Event.of(Operation.SAVE, model));
    invalidation.read(record);
  }
}
