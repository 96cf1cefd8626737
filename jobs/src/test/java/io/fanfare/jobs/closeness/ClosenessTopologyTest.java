package io.fanfare.jobs.closeness;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job except the store, on a Flink cluster in this JVM. */
class ClosenessTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final ClosenessConfig CONFIG =
      new ClosenessConfig(
          KafkaAccess.open(""),
          false,
          new StoreConfig(CassandraAccess.open("", ""), Duration.ZERO),
          2,
          1,
          4,
          0);

  private final ModelsLog log = new ModelsLog();
  private long now = 1_700_000_000_000_000L;
  private Run run = new Run();

  private static final class Run {
    final QueueSource models = new QueueSource();
    final UnsteadyStore store = new UnsteadyStore();
    final CollectingSink<Passed> progress = new CollectingSink<>();
    final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>();
  }

  @Test
  void reportsAMarkerOnceFromEverySubtask() throws Exception {
    JobClient job = start();
    put(create(track(1, 10, null)));
    run.models.put(log.marker("m", now++));
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
  void makesAnUnreadableRecordADeadLetterAndContinues() throws Exception {
    JobClient job = start();
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

  private JobClient start() throws Exception {
    StreamExecutionEnvironment environment = Savepoints.environment(CONFIG.parallelism(), null);
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
            () ->
                assertThat(run.store.recipients(operation, actor))
                    .isEqualTo(new TreeSet<>(recipients)));
  }
}
