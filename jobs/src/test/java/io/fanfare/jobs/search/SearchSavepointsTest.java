package io.fanfare.jobs.search;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.jobs.testkit.CollectingSink;
import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.jobs.testkit.QueueSource;
import io.fanfare.jobs.testkit.Savepoints;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.settings.KafkaAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
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
 * The savepoints of all releases hold the same, which this test must keep expecting: a track with
 * its owner and its likes, one whose owner has no row, and an owner of many tracks who is renamed
 * again and again, so that a sweep is just sending the name to their documents.
 */
class SearchSavepointsTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String JOB = "search";
  private static final long START = 1_700_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long RENAMED = 20;

  /** The ids of so many tracks that they fill several blocks. */
  private static final long FIRST_OF_MANY = 1_000;

  private static final long LAST_OF_MANY = 2_500;

  private final ModelsLog log = new ModelsLog();
  private Run run = new Run();
  private int renames;

  private static final class Run {
    final QueueSource models = new QueueSource();
    final QueueSource plays = new QueueSource();
    final UnsteadyIndex index = new UnsteadyIndex();
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
      rewriteToAnotherGeneration(savepoint, 2);
      continueInIndicesThatHaveTheState(savepoint);
    }
    refusesToRewriteOnTheHeap(savepoints.get(0));
  }

  private void refusesToRewriteOnTheHeap(Path savepoint) throws Exception {
    run = new Run();
    Configuration heap = new Configuration();
    heap.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    StreamExecutionEnvironment environment = Savepoints.environment(2, savepoint);
    environment.configure(heap);
    JobClient job = start(environment, 2, "v1-2");
    assertThatThrownBy(() -> job.getJobExecutionResult().get())
        .rootCause()
        .hasMessageContaining("set state.backend.type to rocksdb");
  }

  private void rewriteToAnotherGeneration(Path savepoint, int parallelism) throws Exception {
    run = new Run();
    JobClient job = start(savepoint, parallelism, "v1-2");
    run.models.put(log.marker("m", START));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(run.progress.collected()).hasSize(parallelism));
    assertThat(run.progress.collected())
        .allSatisfy(passed -> assertThat(passed.getView()).isEqualTo("search-v1-2"));
    awaitTrack(1, found -> found.getCounts().getLikes() == 2);
    awaitMany(found -> found.getRow() != null);
    job.cancel().get();
  }

  private void continueInIndicesThatHaveTheState(Path savepoint) throws Exception {
    run = new Run();
    JobClient job = start(Savepoints.environment(1, savepoint), 1, "v1-2", true);
    run.models.put(log.marker("m", START));
    await().atMost(PATIENCE).until(() -> !run.progress.collected().isEmpty());
    assertThat(isThere(1, any -> true)).isFalse();
    put(create(new TrackLike(3L, 1L, null)));
    awaitTrack(1, found -> found.getCounts().getLikes() == 3);
    job.cancel().get();
  }

  private Path makeSavepoint(MiniCluster cluster) throws Exception {
    JobClient job = start(null, 2);
    put(create(user(10, "ten")));
    put(create(track(1, 10, 5L)));
    put(create(new TrackLike(1L, 1L, null)));
    put(create(new TrackLike(2L, 1L, null)));
    put(create(track(2, 11, 5L)));
    put(create(user(RENAMED, "name 0")));
    for (long id = FIRST_OF_MANY; id <= LAST_OF_MANY; id++) {
      put(create(track(id, RENAMED, 5L)));
    }
    awaitTrack(1, found -> found.getCounts().getLikes() == 2);
    awaitTrack(LAST_OF_MANY, found -> found.getRow() != null);
    CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    return Savepoints.make(JOB, job, this::rename);
  }

  private void rename() {
    put(save(user(RENAMED, "name " + renames), user(RENAMED, "name " + (renames + 1))));
    renames++;
  }

  private void resumeFrom(Path savepoint, int parallelism) throws Exception {
    run = new Run();
    JobClient job = start(savepoint, parallelism);
    put(destroy(new TrackLike(2L, 1L, null)));
    put(create(new TrackLike(3L, 1L, null)));
    put(create(new TrackLike(4L, 1L, null)));
    put(create(user(11, "eleven")));
    put(save(user(RENAMED, "name"), user(RENAMED, "last name")));
    awaitTrack(1, found -> found.getCounts().getLikes() == 3);
    awaitTrack(2, found -> isOwnedBy("eleven", found));
    awaitMany(found -> isOwnedBy("last name", found));
    job.cancel().get();
  }

  private static boolean isOwnedBy(String owner, Document found) {
    return found.getRow() != null && found.getOwner().getUsername().equals(owner);
  }

  private static User user(long id, String name) {
    return User.newBuilder().setId(id).setUsername(name).build();
  }

  private JobClient start(Path savepoint, int parallelism) throws Exception {
    return start(savepoint, parallelism, "v1");
  }

  private JobClient start(Path savepoint, int parallelism, String generation) throws Exception {
    return start(Savepoints.environment(parallelism, savepoint), parallelism, generation);
  }

  private JobClient start(
      StreamExecutionEnvironment environment, int parallelism, String generation) throws Exception {
    return start(environment, parallelism, generation, false);
  }

  private JobClient start(
      StreamExecutionEnvironment environment,
      int parallelism,
      String generation,
      boolean indicesHaveState)
      throws Exception {
    SearchTopology.define(
        environment
            .addSource(run.models, "models", new AvroTypeInfo<>(LogRecord.class))
            .uid(SearchUids.SOURCE)
            .setParallelism(1),
        environment
            .addSource(run.plays, "plays", new AvroTypeInfo<>(LogRecord.class))
            .uid(SearchUids.PLAYS)
            .setParallelism(1),
        run.index,
        new SearchTopology.Sinks(run.progress, new CollectingSink<DeadLetter>()),
        new SearchConfig(
            KafkaAccess.open(""),
            false,
            ElasticsearchAccess.open(""),
            generation,
            indicesHaveState,
            parallelism,
            1,
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            1_000,
            0));
    return environment.executeAsync();
  }

  private void put(ModelBroadcast change) {
    run.models.put(log.append(change, START));
  }

  private void awaitTrack(long id, Predicate<Document> condition) {
    await().atMost(PATIENCE).until(() -> isThere(id, condition));
  }

  private void awaitMany(Predicate<Document> condition) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                LongStream.rangeClosed(FIRST_OF_MANY, LAST_OF_MANY)
                    .allMatch(id -> isThere(id, condition)));
  }

  private boolean isThere(long id, Predicate<Document> condition) {
    return run.index.get(DocumentKind.TRACK, id).filter(condition).isPresent();
  }
}
