package io.fanfare.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.testkit.CollectingSink;
import io.fanfare.jobs.testkit.QueueSource;
import io.fanfare.jobs.testkit.Savepoints;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.settings.KafkaAccess;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
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

/** The savepoints of all releases hold three chunks that the store had not acknowledged. */
class DashboardSavepointsTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static final String JOB = "dashboard";
  private static final long START = 1_700_000_000_000_000L;
  private static final int CHUNKS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final DashboardConfig CONFIG =
      new DashboardConfig(
          Lane.INTERACTIVE,
          KafkaAccess.open(""),
          false,
          new StoreConfig(CassandraAccess.open("", ""), Duration.ZERO),
          1,
          16,
          0);

  private final QueueSource lane = new QueueSource();
  private final CollectingSink<DashboardUpdate> updates = new CollectingSink<>();

  @Test
  void restoresTheSavepointOfEveryRelease(@InjectMiniCluster MiniCluster cluster) throws Exception {
    List<Path> savepoints = new ArrayList<>(Savepoints.kept(JOB));
    assertThat(savepoints).isNotEmpty();
    savepoints.add(made(cluster));
    for (Path savepoint : savepoints) {
      CollectingSink<DashboardUpdate> announced = new CollectingSink<>();
      JobClient job = start(savepoint, new Acknowledging(), announced);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(announced.collected())
                      .flatExtracting(DashboardUpdate::getRecipients)
                      .containsExactlyInAnyOrder(1L, 2L, 3L));
      job.cancel().get();
    }
  }

  private Path made(MiniCluster cluster) throws Exception {
    Silent.ASKED.set(0);
    JobClient job = start(null, new Silent(), updates);
    CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    for (long recipient = 1; recipient <= CHUNKS; recipient++) {
      lane.put(chunk(recipient));
    }
    await().atMost(PATIENCE).until(() -> Silent.ASKED.get() == CHUNKS);
    return Savepoints.make(JOB, job, () -> {});
  }

  private JobClient start(
      Path savepoint,
      AsyncFunction<LogRecord, Either<DeadLetter, FanOutChunk>> store,
      CollectingSink<DashboardUpdate> announced)
      throws Exception {
    StreamExecutionEnvironment environment = Savepoints.environment(1, savepoint);
    DashboardTopology.define(
        environment
            .addSource(
                savepoint == null ? lane : new QueueSource(),
                "lane",
                new AvroTypeInfo<>(LogRecord.class))
            .uid(DashboardUids.SOURCE),
        store,
        new DashboardTopology.Sinks(
            announced, new CollectingSink<Passed>(), new CollectingSink<DeadLetter>()),
        CONFIG);
    return environment.executeAsync();
  }

  private static LogRecord chunk(long recipient) {
    Activity activity = new Activity(ActivityKind.TRACK, 10L, 1L, START);
    FanOutChunk chunk =
        new FanOutChunk(
            EntryOperation.DELIVER,
            START + recipient,
            Cause.LIVE,
            List.of(activity),
            List.of(recipient),
            null,
            0L);
    byte[] value = AvroCodec.of(FanOutChunk.class).encode(chunk);
    return new LogRecord(
        Topics.DASHBOARD_INTERACTIVE, 0, recipient, START, null, ByteBuffer.wrap(value), null);
  }

  /** A store that never answers. */
  private static final class Silent
      implements AsyncFunction<LogRecord, Either<DeadLetter, FanOutChunk>> {

    private static final long serialVersionUID = 1L;
    private static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public void asyncInvoke(
        LogRecord record, ResultFuture<Either<DeadLetter, FanOutChunk>> result) {
      ASKED.incrementAndGet();
    }
  }

  /** A store where everything is durable at once. */
  private static final class Acknowledging
      implements AsyncFunction<LogRecord, Either<DeadLetter, FanOutChunk>> {

    private static final long serialVersionUID = 1L;

    @Override
    public void asyncInvoke(LogRecord record, ResultFuture<Either<DeadLetter, FanOutChunk>> result)
        throws UndecodableException {
      FanOutChunk chunk = AvroCodec.of(FanOutChunk.class).decode(LogRecords.value(record));
      result.complete(List.of(Either.Right(chunk)));
    }
  }
}
