package io.fanfare.jobs.fanout.domain;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.follow;
import static io.fanfare.jobs.fanout.domain.Rows.repost;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static io.fanfare.schemas.dashboard.EntryOperation.DELIVER;
import static io.fanfare.schemas.dashboard.EntryOperation.WITHDRAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fanfare.jobs.fanout.histories.FanOutInMemory;
import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Causes, lanes and sizes of effects: what the final entries do not show. */
class FanOutTest {

  private static final long NOW = 1_700_000_000_000_000L;
  private static final long ACTOR = 10;
  private static final long OTHER = 20;

  private final FanOutInMemory fanOut = new FanOutInMemory(4_096, 4, new Random(1));
  private long version = NOW;

  @Test
  void aNewActivityIsLiveAndAFollowCatchesUp() {
    read(create(follow(1, ACTOR)));
    assertThat(read(create(track(1, ACTOR, NOW))))
        .extracting(FanOutChunk::getCause)
        .containsExactly(Cause.LIVE);
    assertThat(read(create(follow(2, ACTOR))))
        .extracting(FanOutChunk::getCause)
        .containsExactly(Cause.CATCH_UP);
  }

  @Test
  void rowsOfASnapshotAreARebuildInTheBatchLane() {
    read(snapshot(create(follow(1, ACTOR))));
    assertThat(read(snapshot(create(track(1, ACTOR, NOW)))))
        .extracting(FanOutChunk::getCause)
        .containsExactly(Cause.REBUILD);
    assertThat(fanOut.lanes).containsOnly(Lane.BATCH);
  }

  @Test
  void anUnchangedRowHasNoEffects() {
    read(create(follow(1, ACTOR)));
    read(create(track(1, ACTOR, NOW)));
    assertThat(read(save(track(1, ACTOR, NOW), track(1, ACTOR, NOW)))).isEmpty();
    assertThat(read(save(follow(1, ACTOR), follow(1, ACTOR)))).isEmpty();
    assertThat(read(destroy(follow(2, ACTOR)))).isEmpty();
  }

  @Test
  void aRefreshOfAnUnchangedRowHasEffects() {
    read(create(follow(1, ACTOR)));
    read(create(track(1, ACTOR, NOW)));
    read(create(repost(ACTOR, 7, NOW)));
    assertThat(read(refresh(create(track(1, ACTOR, NOW)))))
        .singleElement()
        .satisfies(chunk -> assertThat(chunk.getCause()).isEqualTo(Cause.REPAIR))
        .satisfies(chunk -> assertThat(chunk.getRecipients()).containsExactly(1L));
    assertThat(read(refresh(create(follow(1, ACTOR)))))
        .singleElement()
        .satisfies(chunk -> assertThat(chunk.getActivities()).hasSize(2));
    assertThat(read(refresh(destroy(follow(2, ACTOR)))))
        .singleElement()
        .satisfies(chunk -> assertThat(chunk.getOperation()).isEqualTo(EntryOperation.WITHDRAW));
  }

  @Test
  void aRefreshRepairsWhatNoChangeEverReported() {
    read(create(follow(1, ACTOR)));
    read(create(follow(2, OTHER)));
    read(create(track(1, ACTOR, NOW)));
    read(create(repost(ACTOR, 7, NOW)));
    // Another owner: the key of the one whom the log knew takes its part back.
    assertThat(read(refresh(save(track(1, ACTOR, NOW), track(1, OTHER, NOW)))))
        .extracting(chunk -> chunk.getOperation() + " " + chunk.getRecipients())
        .containsExactly("WITHDRAW [1]", "DELIVER [2]");
    // Gone, as it was known last.
    assertThat(read(refresh(destroy(repost(ACTOR, 7, NOW)))))
        .extracting(chunk -> chunk.getOperation() + " " + chunk.getRecipients())
        .containsExactly("WITHDRAW [1]");
    assertThat(read(refresh(destroy(follow(2, OTHER)))))
        .singleElement()
        .satisfies(chunk -> assertThat(chunk.getOperation()).isEqualTo(EntryOperation.WITHDRAW))
        .satisfies(chunk -> assertThat(chunk.getActivities()).hasSize(1));
    assertThat(read(create(track(2, OTHER, NOW)))).isEmpty();
    assertThat(fanOut.lanes).contains(Lane.BATCH);
  }

  @Test
  void aRefreshAlsoReachesFollowersInShards() {
    FanOutInMemory spread = new FanOutInMemory(1, 4, new Random(1));
    for (long follower = 1; follower <= 3; follower++) {
      spread.read(create(follow(follower, ACTOR)), stamp());
    }
    spread.read(create(repost(ACTOR, 7, NOW)), stamp());
    spread.drain();
    spread.chunks.clear();
    spread.read(refresh(save(null, repost(ACTOR, 7, NOW))), stamp());
    spread.read(refresh(destroy(follow(2, ACTOR))), stamp());
    spread.drain();
    assertThat(spread.writes())
        .extracting(write -> write.operation() + " " + write.recipient())
        .containsExactlyInAnyOrder("DELIVER 1", "DELIVER 2", "DELIVER 3", "WITHDRAW 2");
  }

  @Test
  void theSizeOfACommandDecidesItsLane() {
    for (long follower = 1_001; follower <= 2_000; follower++) {
      read(create(follow(follower, ACTOR)));
    }
    read(create(track(1, ACTOR, NOW)));
    assertThat(fanOut.lanes).containsOnly(Lane.INTERACTIVE);
    read(create(follow(2_001, ACTOR)));
    fanOut.lanes.clear();
    read(create(track(2, ACTOR, NOW)));
    assertThat(fanOut.lanes).containsOnly(Lane.BATCH);
  }

  @Test
  void noChunkIsLargerThanABlock() {
    for (long object = 1; object <= 600; object++) {
      read(create(repost(ACTOR, object, NOW)));
    }
    assertThat(read(create(follow(1, ACTOR))))
        .extracting(chunk -> chunk.getActivities().size())
        .containsExactly(256, 256, 88);
  }

  @Test
  void anActivityOutOfTheRetentionIsNotDeliveredAndIsRemoved() {
    long edge = DashboardRule.retentionStart(NOW + 1_000);
    read(create(follow(1, ACTOR)));
    assertThat(read(create(track(1, ACTOR, edge - 1_000_000)))).isEmpty();
    read(create(track(2, ACTOR, edge)));
    version = NOW + 2_000;
    assertThat(read(create(follow(2, ACTOR)))).isEmpty();
  }

  @Test
  void aStrayEntryIsDeliveredAgainOrWithdrawnAsARepair() {
    read(create(follow(1, ACTOR)));
    read(create(track(1, ACTOR, NOW)));
    fanOut.lanes.clear();
    Activity published = new Activity(ActivityKind.TRACK, ACTOR, 1L, NOW);
    assertThat(resolve(1, published))
        .extracting(FanOutChunk::getOperation, FanOutChunk::getVersion, FanOutChunk::getCause)
        .containsExactly(tuple(EntryOperation.DELIVER, version - 1, Cause.REPAIR));
    assertThat(resolve(2, published))
        .extracting(FanOutChunk::getOperation)
        .containsExactly(WITHDRAW);
    for (Activity other :
        List.of(
            new Activity(ActivityKind.TRACK, ACTOR, 1L, NOW + 1),
            new Activity(ActivityKind.TRACK, ACTOR, 2L, NOW),
            new Activity(ActivityKind.TRACK_REPOST, ACTOR, 1L, NOW),
            new Activity(ActivityKind.TRACK, 11L, 1L, NOW))) {
      assertThat(resolve(1, other))
          .singleElement()
          .satisfies(chunk -> assertThat(chunk.getOperation()).isEqualTo(WITHDRAW))
          .satisfies(chunk -> assertThat(chunk.getActivities()).containsExactly(other))
          .satisfies(chunk -> assertThat(chunk.getRecipients()).containsExactly(1L));
    }
    assertThat(fanOut.lanes).containsOnly(Lane.BATCH);
  }

  @Test
  void theShardResolvesAStrayEntryOfASpreadActor() {
    for (long follower = 1; follower <= 4_097; follower++) {
      read(create(follow(follower, ACTOR)));
    }
    read(create(track(1, ACTOR, NOW)));
    Activity published = new Activity(ActivityKind.TRACK, ACTOR, 1L, NOW);
    assertThat(resolve(7, published))
        .extracting(FanOutChunk::getOperation)
        .containsExactly(DELIVER);
    assertThat(resolve(5_000, published))
        .extracting(FanOutChunk::getOperation)
        .containsExactly(WITHDRAW);
  }

  @Test
  void aStrayEntryOutOfTheRetentionIsWithdrawn() {
    long edge = DashboardRule.retentionStart(NOW + 1_000);
    read(create(follow(1, ACTOR)));
    read(create(track(1, ACTOR, edge)));
    version = NOW + 2_000;
    assertThat(resolve(1, new Activity(ActivityKind.TRACK, ACTOR, 1L, edge)))
        .extracting(FanOutChunk::getOperation)
        .containsExactly(WITHDRAW);
  }

  private List<FanOutChunk> resolve(long recipient, Activity activity) {
    int before = fanOut.chunks.size();
    fanOut.read(new StrayEntry(recipient, activity), stamp());
    fanOut.drain();
    return fanOut.chunks.subList(before, fanOut.chunks.size());
  }

  /** The chunks that the change brings about. */
  private List<FanOutChunk> read(ModelBroadcast change) {
    int before = fanOut.chunks.size();
    fanOut.read(change, stamp());
    fanOut.drain();
    return fanOut.chunks.subList(before, fanOut.chunks.size());
  }

  private static ModelBroadcast snapshot(ModelBroadcast change) {
    return ModelBroadcast.newBuilder(change).setSnapshot(true).build();
  }

  private static ModelBroadcast refresh(ModelBroadcast change) {
    return ModelBroadcast.newBuilder(change).setRefresh(true).build();
  }

  private Stamp stamp() {
    version++;
    return new Stamp(version - 1, version - 1);
  }
}
