package io.fanfare.jobs.fanout;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.follow;
import static io.fanfare.jobs.fanout.domain.Rows.repost;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.testkit.CollectingSink;
import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.jobs.testkit.QueueSource;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.LaneMarker;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.settings.KafkaAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.jobgraph.SavepointConfigOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a Flink cluster in this JVM, with the state backend of production. */
class FanOutTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final long START = 1_700_000_000_000_000L;
  private static final FanOutConfig CONFIG = new FanOutConfig(KafkaAccess.open(""), false, 2, 4, 1);

  @TempDir Path directory;

  private final ModelsLog log = new ModelsLog();
  private long now = START;
  private Run run = new Run();

  private static final class Run {
    final QueueSource models = new QueueSource();
    final CollectingSink<FanOutChunk> interactive = new CollectingSink<>();
    final CollectingSink<FanOutChunk> batch = new CollectingSink<>();
    final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>();
  }

  @Test
  void continuesFromASavepointWithoutLoss(@InjectMiniCluster MiniCluster cluster) throws Exception {
    JobClient first = start(null);
    put(create(track(1, 10, START)));
    for (long follower = 1; follower <= 9; follower++) {
      // Four stay in the actor's own state; with the fifth, all move to the shards.
      put(create(follow(follower, 10)));
    }
    put(create(follow(3, 20)));
    awaitEntries(EntryOperation.DELIVER, 1, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));
    long lastVersion = newestVersion();
    // The first records may be out before the cluster knows that the last tasks run.
    CommonTestUtils.waitForAllTaskRunning(cluster, first.getJobID(), false);
    String savepoint =
        first.stopWithSavepoint(false, directory.toString(), SavepointFormatType.CANONICAL).get();

    run = new Run();
    // The broker's clock goes back; versions must not.
    now = START - 1_000_000;
    JobClient second = start(savepoint);
    put(create(track(2, 10, START)));
    put(create(repost(20, 1, START)));
    put(destroy(follow(5, 10)));
    put(destroy(track(1, 10, START)));
    awaitEntries(EntryOperation.DELIVER, 2, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));
    awaitEntries(EntryOperation.WITHDRAW, 2, Set.of(5L));
    awaitEntries(EntryOperation.WITHDRAW, 1, Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));
    assertThat(chunks()).allMatch(chunk -> chunk.getVersion() > lastVersion);
    second.cancel().get();
  }

  @Test
  void makesAnUnreadableRecordADeadLetterAndContinues() throws Exception {
    JobClient job = start(null);
    run.models.put(log.append("garbage".getBytes(UTF_8), "save.Track", now++));
    put(create(follow(1, 10)));
    put(create(track(1, 10, START)));
    awaitEntries(EntryOperation.DELIVER, 1, Set.of(1L));
    assertThat(run.deadLetters.collected())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getJob()).isEqualTo("fan-out"))
        .satisfies(letter -> assertThat(letter.getRecord().getOffset()).isZero())
        .satisfies(letter -> assertThat(letter.getCause()).contains("not a readable"));
    job.cancel().get();
  }

  @Test
  void makesUnreadableChangesOfUnknownTablesDeadLetters() throws Exception {
    JobClient job = start(null);
    run.models.put(log.append("garbage".getBytes(UTF_8), "unreadable.songs", now++));
    run.models.put(log.append("garbage".getBytes(UTF_8), "unreadable.User", now++));
    put(create(follow(1, 10)));
    put(create(track(1, 10, START)));
    awaitEntries(EntryOperation.DELIVER, 1, Set.of(1L));
    assertThat(run.deadLetters.collected())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getRecord().getOffset()).isZero());
    job.cancel().get();
  }

  @Test
  void everyPartOfAMarkerComesBehindAllEffects() throws Exception {
    JobClient job = start(null);
    // Two are spread: their fan-outs are parked in shards on both subtasks.
    for (long actor : new long[] {10, 20}) {
      for (long follower = 1_001; follower <= 1_600; follower++) {
        put(create(follow(follower, actor)));
      }
      put(create(track(actor, actor, START)));
    }
    run.models.put(log.marker("m", now++));
    put(create(track(11, 10, START)));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              List<LaneMarker> markers = markers();
              assertThat(markers).hasSize(3 * CONFIG.parallelism() * Topics.LANE_PARTITIONS);
              assertThat(markers).extracting(LaneMarker::getPart).doesNotHaveDuplicates();
              assertThat(markers)
                  .allMatch(marker -> marker.getParts() == markers.size())
                  .allMatch(marker -> marker.getId().equals("m"));
            });
    assertThat(entriesBeforeTheLastMarker(10)).isEqualTo(600);
    assertThat(entriesBeforeTheLastMarker(20)).isEqualTo(600);
    job.cancel().get();
  }

  private List<LaneMarker> markers() {
    return chunks().stream().map(FanOutChunk::getMarker).filter(Objects::nonNull).toList();
  }

  /** Recipients of a track's chunks in the batch lane before the last marker. */
  private long entriesBeforeTheLastMarker(long track) {
    List<FanOutChunk> batch = run.batch.collected();
    int last = batch.size() - 1;
    while (batch.get(last).getMarker() == null) {
      last--;
    }
    return batch.subList(0, last).stream()
        .filter(
            chunk ->
                chunk.getActivities().stream()
                    .anyMatch(
                        activity ->
                            activity.getObjectId() == track && activity.getActivityTime() == START))
        .flatMap(chunk -> chunk.getRecipients().stream())
        .distinct()
        .count();
  }

  private JobClient start(String savepoint) throws Exception {
    Configuration configuration = JobEnvironment.strict();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
    if (savepoint != null) {
      configuration.set(SavepointConfigOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(CONFIG.parallelism());
    environment.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
    FanOutTopology.define(
        environment
            .addSource(run.models, "models", new AvroTypeInfo<>(LogRecord.class))
            .uid(FanOutUids.SOURCE)
            .setParallelism(1),
        new FanOutTopology.Sinks(run.interactive, run.batch, run.deadLetters),
        CONFIG);
    return environment.executeAsync();
  }

  private void put(ModelBroadcast change) {
    run.models.put(log.append(change, now++));
  }

  private void awaitEntries(EntryOperation operation, long object, Set<Long> recipients) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(recipients(operation, object)).isEqualTo(new TreeSet<>(recipients)));
  }

  private Set<Long> recipients(EntryOperation operation, long object) {
    return chunks().stream()
        .filter(chunk -> chunk.getOperation() == operation)
        .filter(
            chunk ->
                chunk.getActivities().stream()
                    .anyMatch(
                        activity ->
                            activity.getObjectId() == object && activity.getActorId() == 10))
        .flatMap(chunk -> chunk.getRecipients().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<FanOutChunk> chunks() {
    return Stream.concat(run.interactive.collected().stream(), run.batch.collected().stream())
        .toList();
  }

  private long newestVersion() {
    return chunks().stream().mapToLong(FanOutChunk::getVersion).max().orElseThrow();
  }
}
