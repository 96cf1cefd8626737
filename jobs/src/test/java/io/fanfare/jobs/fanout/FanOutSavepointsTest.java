package io.fanfare.jobs.fanout;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.follow;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.jobs.fanout.domain.Shards;
import io.fanfare.jobs.testkit.CollectingSink;
import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.jobs.testkit.QueueSource;
import io.fanfare.jobs.testkit.Savepoints;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.settings.KafkaAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The savepoints of all releases hold the same, and must restore it: the few followers and the
 * track of one actor; the spread followers of another, and a fan-out of many tracks to them that is
 * parked in the middle; and markers that wait between them.
 */
class FanOutSavepointsTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String JOB = "fan-out";
  private static final int PARALLELISM = 2;
  private static final long START = 1_700_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final long SMALL = 10;
  private static final long LARGE = 20;
  private static final long FIRST_TRACK = 1_001;

  /** Ten blocks in one shard. */
  private static final List<Long> CROWD =
      LongStream.iterate(1_000, id -> id + 1)
          .filter(id -> Shards.of(id) == 7)
          .limit(2_560)
          .boxed()
          .toList();

  private final ModelsLog log = new ModelsLog();
  private Run run = new Run();
  private long nextTrack = FIRST_TRACK;

  private static final class Run {
    final QueueSource models = new QueueSource();
    final CollectingSink<FanOutChunk> interactive = new CollectingSink<>();
    final CollectingSink<FanOutChunk> batch = new CollectingSink<>();
  }

  @Test
  void restoresTheSavepointOfEveryRelease(@InjectMiniCluster MiniCluster cluster) throws Exception {
    List<Path> savepoints = new ArrayList<>(Savepoints.kept(JOB));
    assertThat(savepoints).isNotEmpty();
    savepoints.add(made(cluster));
    for (Path savepoint : savepoints) {
      restores(savepoint, PARALLELISM);
      restores(savepoint, 1);
    }
  }

  private Path made(MiniCluster cluster) throws Exception {
    JobClient job = start(null, PARALLELISM);
    for (long follower = 1; follower <= 3; follower++) {
      put(create(follow(follower, SMALL)), START);
    }
    put(create(track(1, SMALL, START)), START);
    CROWD.forEach(follower -> put(create(follow(follower, LARGE)), START));
    awaitRecipients(EntryOperation.DELIVER, 1, Set.of(1L, 2L, 3L));
    CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    publish(300);
    // The savepoint has to hold the marker.
    await().atMost(PATIENCE).until(run.models::isEmpty);
    return Savepoints.make(JOB, job, () -> publish(20));
  }

  /** More than the shard can do meanwhile: each quantum takes a millisecond. */
  private void publish(int tracks) {
    for (int published = 0; published < tracks; published++) {
      put(create(track(nextTrack++, LARGE, START)), START);
    }
    run.models.put(log.marker("golden", START));
  }

  private void restores(Path savepoint, int parallelism) throws Exception {
    run = new Run();
    JobClient job = start(savepoint, parallelism);
    // Entries from before the savepoint are withdrawn, from followers of both kinds.
    long leaving = CROWD.get(0);
    long anHourBefore = START - Duration.ofHours(1).toNanos() / 1_000;
    put(destroy(follow(1, SMALL)), anHourBefore);
    put(destroy(follow(leaving, LARGE)), anHourBefore);
    put(create(track(2, LARGE, START)), anHourBefore);
    awaitRecipients(EntryOperation.WITHDRAW, 1, Set.of(1L));
    awaitRecipients(EntryOperation.WITHDRAW, FIRST_TRACK, Set.of(leaving));
    Set<Long> staying = new TreeSet<>(CROWD);
    staying.remove(leaving);
    awaitRecipients(EntryOperation.DELIVER, 2, staying);
    // The parked fan-out was finished before that, to all followers of that time.
    long lastParked = parkedTracks().max().orElseThrow();
    assertThat(recipients(EntryOperation.DELIVER, lastParked)).isEqualTo(Set.copyOf(CROWD));
    if (parallelism == PARALLELISM) {
      await().atMost(PATIENCE).until(() -> markers(run.batch) >= Topics.LANE_PARTITIONS);
    }
    // Versions continue above those of the savepoint, although the broker's clock went back.
    long before =
        chunks().filter(isOf(lastParked)).mapToLong(FanOutChunk::getVersion).min().orElseThrow();
    assertThat(chunks())
        .filteredOn(chunk -> isOf(2).test(chunk) || chunk.getOperation() == EntryOperation.WITHDRAW)
        .allMatch(chunk -> chunk.getVersion() > before);
    job.cancel().get();
  }

  private JobClient start(Path savepoint, int parallelism) throws Exception {
    StreamExecutionEnvironment environment = Savepoints.environment(parallelism, savepoint);
    FanOutTopology.define(
        environment
            .addSource(run.models, "models", new AvroTypeInfo<>(LogRecord.class))
            .uid(FanOutUids.SOURCE)
            .setParallelism(1),
        new FanOutTopology.Sinks(run.interactive, run.batch, new CollectingSink<DeadLetter>()),
        new FanOutConfig(KafkaAccess.open(""), false, parallelism, 4, savepoint == null ? 1 : 64));
    return environment.executeAsync();
  }

  private void put(ModelBroadcast change, long appendTime) {
    run.models.put(log.append(change, appendTime));
  }

  private void awaitRecipients(EntryOperation operation, long object, Set<Long> expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(recipients(operation, object))
                    .containsExactlyInAnyOrderElementsOf(expected));
  }

  private Set<Long> recipients(EntryOperation operation, long object) {
    return chunks()
        .filter(chunk -> chunk.getOperation() == operation)
        .filter(isOf(object))
        .flatMap(chunk -> chunk.getRecipients().stream())
        .collect(Collectors.toSet());
  }

  private LongStream parkedTracks() {
    return chunks()
        .filter(chunk -> chunk.getOperation() == EntryOperation.DELIVER)
        .flatMap(chunk -> chunk.getActivities().stream())
        .mapToLong(Activity::getObjectId)
        .filter(track -> track >= FIRST_TRACK);
  }

  private static Predicate<FanOutChunk> isOf(long object) {
    return chunk ->
        chunk.getActivities().stream().anyMatch(activity -> activity.getObjectId() == object);
  }

  private Stream<FanOutChunk> chunks() {
    return Stream.concat(run.interactive.collected().stream(), run.batch.collected().stream());
  }

  private static long markers(CollectingSink<FanOutChunk> lane) {
    return lane.collected().stream().filter(chunk -> chunk.getMarker() != null).count();
  }
}
