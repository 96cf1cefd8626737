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
import io.fanfare.schemas.models.TrackLike;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Which answers are stale when a record of `models` was read. */
class ModelInvalidationTest {

  private static final AvroCodec<ModelBroadcast> CODEC = AvroCodec.of(ModelBroadcast.class);

  private final Fence fence = new Fence();
  private final RecordedInvalidations cache = new RecordedInvalidations();
  private final ModelInvalidation invalidation =
      new ModelInvalidation(new EdgeInvalidations(cache, fence));

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
    assertThat(cache.seen).containsExactly("TRACK [9]");
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
    assertThat(cache.seen).containsExactly("TRACK [9]");
  }

  @Test
  void everythingIsStaleWhenReadingBegins() {
    Dependencies track = reading(EdgeKey.TRACK, 9);
    invalidation.begin(Map.of());
    assertThat(fence.holds(track)).isFalse();
  }

  @Test
  void theCacheLearnsWhetherChangesAreRead() {
    List<Boolean> follows = new ArrayList<>();
    Invalidations told =
        new Invalidations() {
          @Override
          public void invalidateRow(Model model, List<Long> key) {}

          @Override
          public void invalidateAll() {}

          @Override
          public void follow(boolean now) {
            follows.add(now);
          }
        };
    ModelInvalidation reading = new ModelInvalidation(new EdgeInvalidations(told, fence));
    reading.begin(Map.of());
    reading.lost();
    assertThat(follows).containsExactly(false, true, false);
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
