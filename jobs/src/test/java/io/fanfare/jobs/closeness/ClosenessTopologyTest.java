package io.fanfare.jobs.closeness;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.testkit.CollectingSink;
import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.jobs.testkit.QueueSource;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.progress.Passed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
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
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job but for the store, on a Flink cluster in this JVM. */
class ClosenessTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final ClosenessConfig CONFIG = new ClosenessConfig("", "", "", 2, 1, 4, 0);

  @TempDir Path directory;

  private final ModelsLog log = new ModelsLog();
  private long now = 1_700_000_000_000_000L;
  private Run run = new Run();

  private static final class Run {
    final QueueSource models = new QueueSource();
    final UnsteadyStore store = new UnsteadyStore();
    final CollectingSink<Passed> progress = new CollectingSink<>();
    final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>();
  }

  /** Fails each chunk once, as a store does that is down, before it takes it. */
  private static final class UnsteadyStore
      implements AsyncFunction<ClosenessChunk, Either<DeadLetter, Passed>> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Set<ClosenessChunk>> FAILED = new ConcurrentHashMap<>();
    private static final Map<String, List<ClosenessChunk>> TAKEN = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    UnsteadyStore() {
      FAILED.put(name, ConcurrentHashMap.newKeySet());
      TAKEN.put(name, new CopyOnWriteArrayList<>());
    }

    @Override
    public void asyncInvoke(ClosenessChunk chunk, ResultFuture<Either<DeadLetter, Passed>> result) {
      if (chunk.getMarker() != null) {
        result.complete(List.of(Either.Right(chunk.getMarker())));
        return;
      }
      if (FAILED.get(name).add(chunk)) {
        result.completeExceptionally(new IllegalStateException("The store is down."));
      } else {
        TAKEN.get(name).add(chunk);
        result.complete(List.of());
      }
    }

    List<ClosenessChunk> taken() {
      return TAKEN.get(name);
    }
  }

  @Test
  void goesOnFromASavepointAsIfNothingHadHappened(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    JobClient first = start(null);
    put(create(track(1, 10, null)));
    put(create(new TrackLike(1L, 1L, null)));
    put(create(new TrackLike(2L, 1L, null)));
    put(create(new TrackLike(3L, 2L, null)));
    awaitRows(ClosenessOperation.ADD, 10, Set.of(1L, 2L));
    CommonTestUtils.waitForAllTaskRunning(cluster, first.getJobID(), false);
    String savepoint =
        first.stopWithSavepoint(false, directory.toString(), SavepointFormatType.CANONICAL).get();

    run = new Run();
    JobClient second = start(savepoint);
    put(destroy(new TrackLike(2L, 1L, null)));
    put(save(track(1, 10, null), track(1, 11, null)));
    put(create(track(2, 12, null)));
    awaitRows(ClosenessOperation.REMOVE, 10, Set.of(1L, 2L));
    awaitRows(ClosenessOperation.ADD, 11, Set.of(1L));
    awaitRows(ClosenessOperation.ADD, 12, Set.of(3L));
    second.cancel().get();
  }

  @Test
  void reportsAMarkerOnceFromEverySubtask() throws Exception {
    JobClient job = start(null);
    put(create(track(1, 10, null)));
    byte[] marker = AvroCodec.of(Marker.class).encode(new Marker("m"));
    run.models.put(log.append(marker, "marker", now++));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(run.progress.collected())
                    .containsExactlyInAnyOrder(
                        new Passed("closeness", "m", "object/0", 2),
                        new Passed("closeness", "m", "object/1", 2)));
    job.cancel().get();
  }

  @Test
  void putsAsideWhatNobodyCanReadAndGoesOn() throws Exception {
    JobClient job = start(null);
    run.models.put(log.append("garbage".getBytes(UTF_8), "save.Comment", now++));
    put(create(track(1, 10, null)));
    put(create(new TrackLike(1L, 1L, null)));
    awaitRows(ClosenessOperation.ADD, 10, Set.of(1L));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(run.deadLetters.collected())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getJob()).isEqualTo("closeness"))
                    .satisfies(letter -> assertThat(letter.getRecord().getOffset()).isZero()));
    job.cancel().get();
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
    ClosenessTopology.define(
        environment
            .addSource(run.models, "models", new AvroTypeInfo<>(LogRecord.class))
            .uid(ClosenessUids.SOURCE)
            .setParallelism(1),
        run.store,
        new ClosenessTopology.Sinks(run.progress, run.deadLetters),
        CONFIG);
    return environment.executeAsync();
  }

  private void put(ModelBroadcast change) {
    run.models.put(log.append(change, now++));
  }

  private void awaitRows(ClosenessOperation operation, long actor, Set<Long> recipients) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(recipients(operation, actor)).isEqualTo(new TreeSet<>(recipients)));
  }

  private Set<Long> recipients(ClosenessOperation operation, long actor) {
    return run.store.taken().stream()
        .filter(chunk -> chunk.getOperation() == operation && chunk.getActorId() == actor)
        .flatMap(chunk -> chunk.getInteractions().stream())
        .map(interaction -> interaction.getRecipientId())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
