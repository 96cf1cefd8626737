package io.fanfare.jobs.closeness.domain;

import static io.fanfare.jobs.closeness.domain.SourceInMemory.comment;
import static io.fanfare.jobs.closeness.domain.SourceInMemory.playlist;
import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.closeness.domain.ClosenessInMemory.Row;
import io.fanfare.jobs.closeness.domain.ClosenessInMemory.Write;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.PlaylistLike;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObjectRuleTest {

  private static final Track TRACK = track(7, 10, null);
  private static final TrackLike LIKE = new TrackLike(1L, 7L, null);
  private static final Row LIKED = new Row(1, 10, InteractionKind.TRACK_LIKE, 7, 0);

  private final ClosenessInMemory closeness = new ClosenessInMemory(256, 4, new Random(1));
  private long version = 100;

  @Test
  void aLikeIsARowWithTheOwner() {
    assertThat(writes(create(TRACK))).isEmpty();
    assertThat(writes(create(LIKE))).containsExactly(add(LIKED));
    assertThat(writes(destroy(LIKE))).containsExactly(remove(LIKED));
  }

  @Test
  void allKindsAreRows() {
    writes(create(TRACK));
    writes(create(playlist(7, 20)));
    assertThat(writes(create(new PlaylistLike(1L, 7L, null))))
        .containsExactly(add(new Row(1, 20, InteractionKind.PLAYLIST_LIKE, 7, 0)));
    assertThat(writes(create(new TrackRepost(1L, 7L, 5L))))
        .containsExactly(add(new Row(1, 10, InteractionKind.TRACK_REPOST, 7, 0)));
    assertThat(writes(create(comment(3, 1, 7))))
        .containsExactly(add(new Row(1, 10, InteractionKind.COMMENT, 7, 3)));
  }

  @Test
  void anInteractionWaitsForItsObject() {
    assertThat(writes(create(LIKE))).isEmpty();
    assertThat(writes(create(TRACK))).containsExactly(add(LIKED));
    assertThat(writes(destroy(TRACK))).containsExactly(remove(LIKED));
    assertThat(writes(create(TRACK))).containsExactly(add(LIKED));
  }

  @Test
  void anotherOwnerTakesTheRowsOver() {
    writes(create(TRACK));
    writes(create(LIKE));
    assertThat(writes(save(TRACK, track(7, 11, null))))
        .containsExactlyInAnyOrder(
            remove(LIKED), add(new Row(1, 11, InteractionKind.TRACK_LIKE, 7, 0)));
  }

  @Test
  void aChangeWithoutEffectEmitsNothing() {
    writes(create(TRACK));
    writes(create(LIKE));
    assertThat(writes(save(TRACK, track(7, 10, 5L)))).isEmpty();
    assertThat(writes(save(LIKE, LIKE))).isEmpty();
  }

  @Test
  void aCommentMayChangeItsUserAndItsTrack() {
    writes(create(TRACK));
    writes(create(track(8, 10, null)));
    writes(create(comment(3, 1, 7)));
    Row first = new Row(1, 10, InteractionKind.COMMENT, 7, 3);
    Row second = new Row(2, 10, InteractionKind.COMMENT, 7, 3);
    assertThat(writes(save(comment(3, 1, 7), comment(3, 2, 7))))
        .containsExactlyInAnyOrder(remove(first), add(second));
    assertThat(writes(save(comment(3, 2, 7), comment(3, 2, 8))))
        .containsExactlyInAnyOrder(
            remove(second), add(new Row(2, 10, InteractionKind.COMMENT, 8, 3)));
  }

  @Test
  void aRefreshEmitsEveryRowAgain() {
    writes(create(TRACK));
    writes(create(LIKE));
    assertThat(writes(refresh(LIKE, LIKE))).containsExactly(add(LIKED));
    assertThat(writes(refresh(TRACK, TRACK))).containsExactly(add(LIKED));
    assertThat(writes(refresh(new TrackLike(2L, 7L, null), null)))
        .containsExactly(remove(new Row(2, 10, InteractionKind.TRACK_LIKE, 7, 0)));
  }

  @Test
  void aRefreshRemovesRowsOfFormerUsersAndOwners() {
    writes(create(TRACK));
    writes(create(LIKE));
    writes(create(comment(3, 1, 7)));
    assertThat(writes(refresh(track(7, 9, null), TRACK)))
        .contains(add(LIKED), remove(new Row(1, 9, InteractionKind.TRACK_LIKE, 7, 0)));
    assertThat(writes(refresh(comment(3, 5, 7), comment(3, 1, 7))))
        .containsExactlyInAnyOrder(
            remove(new Row(5, 10, InteractionKind.COMMENT, 7, 3)),
            add(new Row(1, 10, InteractionKind.COMMENT, 7, 3)));
  }

  @Test
  void aStrayRowIsDeliveredAgainOrWithdrawn() {
    writes(create(TRACK));
    writes(create(LIKE));
    writes(create(comment(3, 1, 7)));
    Row commented = new Row(1, 10, InteractionKind.COMMENT, 7, 3);
    for (Row right : List.of(LIKED, commented)) {
      assertThat(writes(right.stray())).containsExactly(add(right));
    }
    for (Row wrong :
        List.of(
            new Row(1, 11, InteractionKind.TRACK_LIKE, 7, 0),
            new Row(2, 10, InteractionKind.TRACK_LIKE, 7, 0),
            new Row(1, 10, InteractionKind.TRACK_LIKE, 7, 3),
            new Row(1, 10, InteractionKind.PLAYLIST_LIKE, 7, 0),
            new Row(1, 10, InteractionKind.TRACK_REPOST, 7, 0),
            new Row(2, 10, InteractionKind.COMMENT, 7, 3),
            new Row(1, 10, InteractionKind.COMMENT, 8, 3))) {
      assertThat(writes(wrong.stray())).containsExactly(remove(wrong));
    }
  }

  @Test
  void aRequestResolvesARowOfAFormerOwnerWithoutInteraction() {
    writes(create(TRACK));
    Row left = new Row(1, 9, InteractionKind.TRACK_LIKE, 7, 0);
    writes(refresh(LIKE, null));
    assertThat(writes(left.stray())).containsExactly(remove(left));
  }

  private List<Write> writes(SpecificRecord change) {
    closeness.writes.clear();
    closeness.read(change, ++version);
    return List.copyOf(closeness.writes);
  }

  private static ModelBroadcast refresh(SpecificRecord before, @Nullable SpecificRecord now) {
    Operation operation = now == null ? Operation.DESTROY : Operation.SAVE;
    return new ModelBroadcast(operation, before, now, null, false, true);
  }

  private Write add(Row row) {
    return new Write(ClosenessOperation.ADD, version, row);
  }

  private Write remove(Row row) {
    return new Write(ClosenessOperation.REMOVE, version, row);
  }
}
