package io.fanfare.jobs.stats;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.stats.domain.DayRange;
import io.fanfare.jobs.stats.domain.Rebuild;
import io.fanfare.jobs.testkit.CollectingSink;
import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.jobs.testkit.QueueSource;
import io.fanfare.jobs.testkit.Savepoints;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.TrackPlays;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The savepoints of all releases hold the same, which this test must keep expecting: plays and
 * likes on two days of a track with an owner, and a track that changes its owner again and again,
 * so that the job is just emitting its cells for a new owner.
 */
class StatsSavepointsTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String JOB = "stats";
  private static final long NOW = 1_700_000_000_000_000L;
  private static final long DAY = 86_400_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final CellKey ALL = new CellKey(StatKind.PLAY, Granularity.ALL, 0L);

  private final ModelsLog modelsLog = new ModelsLog();
  private final EventsLog log = new EventsLog();
  private Run run = new Run();
  private long ownerOfTwo = 100;

  private static final class Run {
    final QueueSource events = new QueueSource();
    final QueueSource models = new QueueSource();
    final UnsteadyCells store = new UnsteadyCells();
    final CollectingSink<Passed> progress = new CollectingSink<>();
  }

  @Test
  void everyReleasesSavepointStillRestores(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    List<Path> savepoints = new ArrayList<>(Savepoints.kept(JOB));
    assertThat(savepoints).isNotEmpty();
    savepoints.add(makeSavepoint(cluster));
    for (Path savepoint : savepoints) {
      resumeFrom(savepoint, 2);
      resumeFrom(savepoint, 1);
    }
  }

  @Test
  void aRebuildEmitsAllCellsOfASavepoint(@InjectMiniCluster MiniCluster cluster) throws Exception {
    Path savepoint = makeSavepoint(cluster);
    run = new Run();
    JobClient job = start(savepoint, 2, Rebuild.SAVEPOINT, DayRange.ALWAYS);
    run.models.put(modelsLog.marker("m", NOW));
    await().atMost(PATIENCE).until(() -> run.progress.collected().size() == 2);
    assertThat(run.progress.collected())
        .allMatch(passed -> passed.getView().equals("stats-rebuild"));
    assertThat(run.store.total(10L, 1, ALL)).isEqualTo(300);
    assertThat(run.store.total(10L, 1, new CellKey(StatKind.LIKE, Granularity.ALL, 0L)))
        .isEqualTo(3);
    for (int day = 0; day < 5; day++) {
      assertThat(run.store.total(null, 2, day(day))).isEqualTo(1);
    }
    job.cancel().get();
  }

  @Test
  void aRebuildEmitsSomeDaysOfASavepoint(@InjectMiniCluster MiniCluster cluster) throws Exception {
    // What is in flight in a savepoint is written, whatever its day.
    Path savepoint = makeSavepoint(cluster, () -> {});
    run = new Run();
    DayRange days = new DayRange(day(3).getBucket(), day(1).getBucket());
    JobClient job = start(savepoint, 1, Rebuild.SAVEPOINT, days);
    run.models.put(modelsLog.marker("m", NOW));
    await().atMost(PATIENCE).until(() -> run.progress.collected().size() == 1);
    for (int day = 0; day < 5; day++) {
      assertThat(run.store.total(null, 2, day(day))).isEqualTo(day == 2 || day == 3 ? 1 : 0);
    }
    assertThat(run.store.total(null, 2, ALL)).isEqualTo(5);
    job.cancel().get();
  }

  private static CellKey day(int ago) {
    return new CellKey(StatKind.PLAY, Granularity.DAY, (NOW - ago * DAY) / DAY * DAY / 1_000_000);
  }

  private Path makeSavepoint(MiniCluster cluster) throws Exception {
    return makeSavepoint(cluster, this::changeOwner);
  }

  private Path makeSavepoint(MiniCluster cluster, Runnable meanwhile) throws Exception {
    JobClient job = start(null, 2);
    put(create(track(1, 10, null)));
    put(create(track(2, ownerOfTwo, null)));
    for (int i = 0; i < 300; i++) {
      play("one-" + i, 1, NOW - i % 2 * DAY);
    }
    for (int i = 0; i < 5; i++) {
      play("two-" + i, 2, NOW - i * DAY);
    }
    for (long user = 1; user <= 3; user++) {
      put(create(new TrackLike(user, 1L, NOW)));
    }
    awaitTotal(300, 10, 1);
    awaitLikes(3, 10);
    awaitTotal(5, ownerOfTwo, 2);
    awaitDays(null);
    awaitDays(ownerOfTwo);
    CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    return Savepoints.make(JOB, job, meanwhile);
  }

  private void changeOwner() {
    put(save(track(2, ownerOfTwo, null), track(2, ownerOfTwo + 1, null)));
    ownerOfTwo++;
  }

  private void resumeFrom(Path savepoint, int parallelism) throws Exception {
    run = new Run();
    JobClient job = start(savepoint, parallelism);
    play("one-1", 1, NOW);
    play("one-new", 1, NOW);
    awaitTotal(301, 10, 1);
    put(destroy(new TrackLike(1L, 1L, NOW)));
    put(create(new TrackLike(2L, 1L, NOW)));
    put(create(new TrackLike(4L, 1L, NOW)));
    put(create(new TrackLike(5L, 1L, NOW)));
    awaitLikes(4, 10);
    put(save(track(1, 10, null), track(1, 11, null)));
    awaitTotal(301, 11, 1);
    awaitLikes(4, 11);
    put(save(track(2, 99, null), track(2, 12, null)));
    awaitDays(12L);
    job.cancel().get();
  }

  private void awaitDays(@Nullable Long owner) {
    for (int day = 0; day < 5; day++) {
      CellKey key = day(day);
      await().atMost(PATIENCE).until(() -> run.store.total(owner, 2, key) == 1);
    }
  }

  private void play(String id, long track, long occurredAt) {
    DomainEvent event =
        new DomainEvent(id, track, (long) id.hashCode(), occurredAt, "DE", "web", null);
    if (event.getActorId() < 1) {
      event.setActorId(1 - event.getActorId());
    }
    run.events.put(log.append(EventKind.PLAY, event, NOW));
  }

  private void put(ModelBroadcast change) {
    run.models.put(modelsLog.append(change, NOW));
  }

  private void awaitTotal(long expected, long owner, long track) {
    await().atMost(PATIENCE).until(() -> run.store.total(owner, track, ALL) == expected);
  }

  private void awaitLikes(long expected, long owner) {
    CellKey all = new CellKey(StatKind.LIKE, Granularity.ALL, 0L);
    await().atMost(PATIENCE).until(() -> run.store.total(owner, 1, all) == expected);
  }

  private JobClient start(Path savepoint, int parallelism) throws Exception {
    return start(savepoint, parallelism, Rebuild.NONE, DayRange.ALWAYS);
  }

  private JobClient start(Path savepoint, int parallelism, Rebuild rebuild, DayRange days)
      throws Exception {
    StreamExecutionEnvironment environment = Savepoints.environment(parallelism, savepoint);
    StatsTopology.define(
        environment
            .addSource(run.events, "events", new AvroTypeInfo<>(LogRecord.class))
            .uid(StatsUids.EVENTS)
            .setParallelism(1),
        environment
            .addSource(run.models, "models", new AvroTypeInfo<>(LogRecord.class))
            .uid(StatsUids.MODELS)
            .setParallelism(1),
        run.store,
        new StatsTopology.Sinks(
            new CollectingSink<TrackPlays>(), run.progress, new CollectingSink<DeadLetter>()),
        new StatsConfig(
            KafkaAccess.open(""),
            false,
            new StoreConfig(CassandraAccess.open("", ""), Duration.ZERO),
            parallelism,
            Duration.ofMillis(50),
            16,
            0,
            rebuild,
            days));
    return environment.executeAsync();
  }
}
