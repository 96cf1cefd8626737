package io.fanfare.jobs.stats;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.TrackPlays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job without Kafka and Cassandra, on a Flink cluster in this JVM. */
class StatsTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final StatsConfig CONFIG =
      config(Duration.ofMillis(50), Rebuild.NONE, DayRange.ALWAYS);
  private static final long NOW = 1_700_000_000_000_000L;

  private final QueueSource events = new QueueSource();
  private final QueueSource models = new QueueSource();
  private final EventsLog log = new EventsLog();
  private final ModelsLog modelsLog = new ModelsLog();
  private final UnsteadyCells store = new UnsteadyCells();
  private final CollectingSink<TrackPlays> plays = new CollectingSink<>();
  private final CollectingSink<Passed> progress = new CollectingSink<>();
  private final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>();

  @Test
  void countsEachEventOnceForItsTrackAndTheOwner() throws Exception {
    JobClient job = start();
    put(create(track(1, 10, 5L)));
    for (int i = 0; i < 100; i++) {
      play("id-" + i, 1);
      play("id-" + i, 1);
    }
    events.put(log.append(EventKind.DOWNLOAD, event("id-1", 1), NOW));
    for (Granularity granularity : Granularity.values()) {
      awaitTotal(100, null, 1, StatKind.PLAY, granularity);
      awaitTotal(100, 10L, 1, StatKind.PLAY, granularity);
      awaitTotal(1, null, 1, StatKind.DOWNLOAD, granularity);
    }
    assertThat(deadLetters.collected()).isEmpty();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(plays.collected()).contains(new TrackPlays(1L, 100L)));
    job.cancel().get();
  }

  @Test
  void aNewOwnerGetsAllCountsOfTheTrack() throws Exception {
    JobClient job = start();
    put(create(track(1, 10, 5L)));
    play("a", 1);
    awaitTotal(1, 10L, 1, StatKind.PLAY, Granularity.MINUTE);
    put(save(track(1, 10, 5L), track(1, 11, 5L)));
    for (Granularity granularity : Granularity.values()) {
      awaitTotal(1, 11L, 1, StatKind.PLAY, granularity);
    }
    play("b", 1);
    awaitTotal(2, 11L, 1, StatKind.PLAY, Granularity.ALL);
    job.cancel().get();
  }

  @Test
  void countsExistingRowsAtTheTimeOfTheirCreation() throws Exception {
    JobClient job = start();
    put(create(track(1, 10, 5L)));
    put(create(new TrackLike(7L, 1L, NOW)));
    put(create(new TrackLike(8L, 1L, NOW)));
    put(create(new TrackRepost(7L, 1L, NOW)));
    put(create(comment(1)));
    put(create(new Follow(7L, 10L, NOW)));
    for (Granularity granularity : Granularity.values()) {
      awaitTotal(2, null, 1, StatKind.LIKE, granularity);
      awaitTotal(2, 10L, 1, StatKind.LIKE, granularity);
      awaitTotal(1, 10L, 1, StatKind.REPOST, granularity);
      awaitTotal(1, 10L, 1, StatKind.COMMENT, granularity);
      awaitTotal(1, 10L, 0, StatKind.FOLLOW, granularity);
    }
    put(destroy(new TrackLike(7L, 1L, NOW)));
    put(save(comment(1), comment(2)));
    put(destroy(new Follow(7L, 10L, NOW)));
    for (Granularity granularity : Granularity.values()) {
      awaitTotal(1, 10L, 1, StatKind.LIKE, granularity);
      awaitTotal(0, 10L, 1, StatKind.COMMENT, granularity);
      awaitTotal(1, null, 2, StatKind.COMMENT, granularity);
      awaitTotal(0, 10L, 0, StatKind.FOLLOW, granularity);
    }
    put(create(track(2, 11, 5L)));
    awaitTotal(1, 11L, 2, StatKind.COMMENT, Granularity.ALL);
    job.cancel().get();
  }

  @Test
  void everySubtaskReportsAMarkerOnceAfterAllRows() throws Exception {
    JobClient job = start();
    for (long user = 1; user <= 50; user++) {
      put(create(new Follow(user, 100 + user, NOW)));
    }
    models.put(modelsLog.marker("m", NOW));
    await().atMost(PATIENCE).until(() -> progress.collected().size() == 2);
    assertThat(progress.collected())
        .containsExactlyInAnyOrder(
            new Passed("stats", "m", "subject/0", 2), new Passed("stats", "m", "subject/1", 2));
    for (long user = 101; user <= 150; user++) {
      CellKey all = new CellKey(StatKind.FOLLOW, Granularity.ALL, 0L);
      assertThat(store.total(user, 0, all)).isEqualTo(1);
    }
    job.cancel().get();
  }

  @Test
  void aRebuildFromTheLogEmitsTheCellsOfSomeDays() throws Exception {
    long day = 86_400_000_000L;
    long today = NOW / day * day;
    List<LogRecord> played = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      DomainEvent event = event("id-" + i, 1);
      event.setOccurredAt(today - i % 4 * day);
      played.add(log.append(EventKind.PLAY, event, NOW));
    }
    List<LogRecord> changes =
        List.of(
            modelsLog.append(create(track(1, 10, 5L)), NOW),
            modelsLog.append(create(new TrackLike(7L, 1L, today - day)), NOW),
            modelsLog.append(create(new TrackLike(8L, 1L, NOW)), NOW),
            modelsLog.marker("m", NOW));
    DayRange days = new DayRange((today - 2 * day) / 1_000_000, today / 1_000_000);
    StreamExecutionEnvironment environment = Savepoints.environment(CONFIG.parallelism(), null);
    AvroTypeInfo<LogRecord> type = new AvroTypeInfo<>(LogRecord.class);
    StatsTopology.define(
        environment.fromData(played, type).uid(StatsUids.EVENTS),
        environment.fromData(changes, type).uid(StatsUids.MODELS).setParallelism(1),
        store,
        new StatsTopology.Sinks(plays, progress, deadLetters),
        // So long a delay that only the end of the log emits cells of rows.
        config(Duration.ofMinutes(1), Rebuild.LOG, days));
    environment.executeAsync().getJobExecutionResult().get();
    for (int ago = 0; ago < 4; ago++) {
      CellKey key = new CellKey(StatKind.PLAY, Granularity.DAY, (today - ago * day) / 1_000_000);
      assertThat(store.total(null, 1, key)).isEqualTo(ago == 1 || ago == 2 ? 25 : 0);
    }
    CellKey likes = new CellKey(StatKind.LIKE, Granularity.ALL, 0L);
    assertThat(store.total(null, 1, new CellKey(StatKind.PLAY, Granularity.ALL, 0L)))
        .isEqualTo(100);
    assertThat(store.total(null, 1, likes)).isEqualTo(2);
    assertThat(plays.collected()).as("plays of a rebuild").isEmpty();
    assertThat(progress.collected()).isEmpty();
  }

  @Test
  void putsInvalidEventsAsideAndContinues() throws Exception {
    JobClient job = start();
    events.put(log.append(EventKind.PLAY, "a", "garbage".getBytes(UTF_8), NOW));
    play("", 1);
    play("any-track", -1);
    events.put(log.append(EventKind.PLAY, at("1957", -386_310_686_000_000L), NOW));
    events.put(log.append(EventKind.PLAY, at("2100", 4_102_444_800_000_000L), NOW));
    events.put(log.append(EventKind.PLAY, at("late", NOW - 86_400_000_000L), NOW));
    play("b", 1);
    awaitTotal(2, null, 1, StatKind.PLAY, Granularity.ALL);
    awaitTotal(1, null, 1, StatKind.PLAY, Granularity.DAY);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(deadLetters.collected())
                    .hasSize(4)
                    .allMatch(letter -> letter.getJob().equals("stats")));
    job.cancel().get();
  }

  private static StatsConfig config(Duration bundleFor, Rebuild rebuild, DayRange days) {
    StoreConfig store = new StoreConfig(CassandraAccess.open("", ""), Duration.ZERO);
    return new StatsConfig(KafkaAccess.open(""), false, store, 2, bundleFor, 16, 0, rebuild, days);
  }

  private static Comment comment(long track) {
    return Comment.newBuilder().setId(5).setUserId(7).setTrackId(track).setCreatedAt(NOW).build();
  }

  private static DomainEvent at(String id, long occurredAt) {
    return DomainEvent.newBuilder(event(id, 1)).setOccurredAt(occurredAt).build();
  }

  private static DomainEvent event(String id, long track) {
    return new DomainEvent(id, track, 7L, NOW, "DE", null, null);
  }

  private void play(String id, long track) {
    events.put(log.append(EventKind.PLAY, event(id, track), NOW));
  }

  private void put(ModelBroadcast change) {
    models.put(modelsLog.append(change, NOW));
  }

  private void awaitTotal(
      long expected, @Nullable Long owner, long track, StatKind kind, Granularity granularity) {
    CellKey key = new CellKey(kind, granularity, Buckets.of(granularity, NOW / 1_000_000));
    await().atMost(PATIENCE).until(() -> store.total(owner, track, key) == expected);
  }

  private JobClient start() throws Exception {
    StreamExecutionEnvironment environment = Savepoints.environment(CONFIG.parallelism(), null);
    StatsTopology.define(
        environment
            .addSource(events, "events", new AvroTypeInfo<>(LogRecord.class))
            .uid(StatsUids.EVENTS)
            .setParallelism(1),
        environment
            .addSource(models, "models", new AvroTypeInfo<>(LogRecord.class))
            .uid(StatsUids.MODELS)
            .setParallelism(1),
        store,
        new StatsTopology.Sinks(plays, progress, deadLetters),
        CONFIG);
    return environment.executeAsync();
  }
}
