package io.fanfare.jobs.closeness;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.testkit.CollectingSink;
import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.jobs.testkit.QueueSource;
import io.fanfare.jobs.testkit.Savepoints;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.settings.KafkaAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
 * The savepoints of all releases hold the same, and must restore it: the likes of a track with an
 * owner, a like of a track without a row, and a track with many likes that changes its owner again
 * and again, so that its rows are being moved.
 */
class ClosenessSavepointsTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String JOB = "closeness";
  private static final long START = 1_700_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long MOVING = 3;

  /** Some blocks of them. */
  private static final Set<Long> CROWD =
      LongStream.range(1_000, 2_500).boxed().collect(Collectors.toCollection(TreeSet::new));

  private final ModelsLog log = new ModelsLog();
  private Run run = new Run();
  private long owner = 100;

  private static final class Run {
    final QueueSource models = new QueueSource();
    final UnsteadyStore store = new UnsteadyStore();
  }

  @Test
  void restoresTheSavepointOfEveryRelease(@InjectMiniCluster MiniCluster cluster) throws Exception {
    List<Path> savepoints = new ArrayList<>(Savepoints.kept(JOB));
    assertThat(savepoints).isNotEmpty();
    savepoints.add(made(cluster));
    for (Path savepoint : savepoints) {
      restores(savepoint, 2);
      restores(savepoint, 1);
    }
  }

  private Path made(MiniCluster cluster) throws Exception {
    JobClient job = start(null, 2);
    put(create(track(1, 10, null)));
    put(create(new TrackLike(1L, 1L, null)));
    put(create(new TrackLike(2L, 1L, null)));
    put(create(new TrackLike(3L, 2L, null)));
    put(create(track(MOVING, owner, null)));
    CROWD.forEach(liker -> put(create(new TrackLike(liker, MOVING, null))));
    awaitRecipients(ClosenessOperation.ADD, 10, Set.of(1L, 2L));
    awaitRecipients(ClosenessOperation.ADD, owner, CROWD);
    CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    return Savepoints.make(JOB, job, this::move);
  }

  private void move() {
    put(save(track(MOVING, owner, null), track(MOVING, owner + 1, null)));
    owner++;
  }

  private void restores(Path savepoint, int parallelism) throws Exception {
    run = new Run();
    JobClient job = start(savepoint, parallelism);
    put(destroy(new TrackLike(2L, 1L, null)));
    put(save(track(1, 10, null), track(1, 11, null)));
    put(create(track(2, 12, null)));
    put(save(track(MOVING, 99, null), track(MOVING, 13, null)));
    put(destroy(track(MOVING, 13, null)));
    awaitRecipients(ClosenessOperation.REMOVE, 10, Set.of(1L, 2L));
    awaitRecipients(ClosenessOperation.ADD, 11, Set.of(1L));
    awaitRecipients(ClosenessOperation.ADD, 12, Set.of(3L));
    awaitRecipients(ClosenessOperation.REMOVE, 13, CROWD);
    job.cancel().get();
  }

  private JobClient start(Path savepoint, int parallelism) throws Exception {
    StreamExecutionEnvironment environment = Savepoints.environment(parallelism, savepoint);
    ClosenessTopology.define(
        environment
            .addSource(run.models, "models", new AvroTypeInfo<>(LogRecord.class))
            .uid(ClosenessUids.SOURCE)
            .setParallelism(1),
        run.store,
        new ClosenessTopology.Sinks(new CollectingSink<Passed>(), new CollectingSink<DeadLetter>()),
        new ClosenessConfig(
            KafkaAccess.open(""),
            false,
            new StoreConfig(CassandraAccess.open("", ""), Duration.ZERO),
            parallelism,
            1,
            4,
            0));
    return environment.executeAsync();
  }

  private void put(ModelBroadcast change) {
    run.models.put(log.append(change, START));
  }

  private void awaitRecipients(ClosenessOperation operation, long actor, Set<Long> expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(run.store.recipients(operation, actor))
                    .isEqualTo(new TreeSet<>(expected)));
  }
}
