package io.fanfare.jobs.search;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.jobs.testkit.CollectingSink;
import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.jobs.testkit.QueueSource;
import io.fanfare.jobs.testkit.Savepoints;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.stats.TrackPlays;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job without Kafka and Elasticsearch, on a Flink cluster in this JVM. */
class SearchTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final SearchConfig CONFIG =
      new SearchConfig(
          KafkaAccess.open(""),
          false,
          ElasticsearchAccess.open(""),
          "v1",
          false,
          2,
          1,
          Duration.ofMillis(100),
          Duration.ofMillis(100),
          100,
          0);

  private final ModelsLog log = new ModelsLog();
  private final QueueSource models = new QueueSource();
  private final QueueSource plays = new QueueSource();
  private final UnsteadyIndex index = new UnsteadyIndex();
  private final CollectingSink<Passed> progress = new CollectingSink<>();
  private final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>();
  private long now = 1_700_000_000_000_000L;

  @Test
  void joinsARowWithItsOwnerAndItsCounts() throws Exception {
    JobClient job = start();
    put(create(track(1, 10, 5L)));
    put(create(user("one")));
    put(create(new TrackLike(7L, 1L, null)));
    put(create(new TrackLike(8L, 1L, null)));
    awaitTrack(
        1,
        found ->
            found.getRow() != null
                && found.getOwner().getUsername().equals("one")
                && found.getCounts().getLikes() == 2);

    put(save(user("one"), user("two")));
    awaitTrack(1, found -> found.getOwner().getUsername().equals("two"));

    put(save(track(1, 10, 5L), track(1, 10, "private", "finished", 5L)));
    awaitTrack(1, found -> found.getRow() == null);
    job.cancel().get();
  }

  @Test
  void writesHowOftenATrackWasPlayed() throws Exception {
    JobClient job = start();
    put(create(user("one")));
    put(create(track(1, 10, 5L)));
    play(1, 40);
    play(1, 100);
    awaitTrack(1, found -> found.getCounts().getPlays() == 100);
    // The stats job restarts its count.
    play(1, 60);
    put(create(new TrackLike(7L, 1L, null)));
    awaitTrack(1, found -> found.getCounts().getLikes() == 1);
    awaitTrack(1, found -> found.getCounts().getPlays() == 100);
    plays.put(playsRecord(2, "garbage".getBytes(UTF_8)));
    plays.put(playsRecord(2, encoded(1, 1_000)));
    plays.put(playsRecord(1, encoded(1, -1)));
    plays.put(playsRecord(1, encoded(1, Long.MAX_VALUE)));
    play(1, 101);
    awaitTrack(1, found -> found.getCounts().getPlays() == 101);
    await().atMost(PATIENCE).until(() -> deadLetters.collected().size() == 4);
    job.cancel().get();
  }

  private void play(long track, long times) {
    plays.put(playsRecord(track, encoded(track, times)));
  }

  private static byte[] encoded(long track, long times) {
    return AvroCodec.of(TrackPlays.class).encode(new TrackPlays(track, times));
  }

  private static LogRecord playsRecord(long key, byte[] value) {
    ByteBuffer keyBytes = ByteBuffer.wrap(Long.toString(key).getBytes(UTF_8));
    return new LogRecord(Topics.STATS_PLAYS, 0, 0L, 0L, keyBytes, ByteBuffer.wrap(value), null);
  }

  @Test
  void everySubtaskReportsAMarkerOnceAfterAllCounts() throws Exception {
    JobClient job = start();
    put(create(user("one")));
    put(create(track(1, 10, 5L)));
    put(create(new TrackLike(7L, 1L, null)));
    models.put(log.marker("m", now++));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(progress.collected())
                    .containsExactlyInAnyOrder(
                        new Passed("search-v1", "m", "document/0", 2),
                        new Passed("search-v1", "m", "document/1", 2)));
    job.cancel().get();
  }

  @Test
  void putsAnUnreadableRecordAsideAndContinues() throws Exception {
    JobClient job = start();
    models.put(log.append("garbage".getBytes(UTF_8), "save.Track", now++));
    put(create(user("one")));
    await().atMost(PATIENCE).until(() -> index.get(DocumentKind.USER, 10).isPresent());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(deadLetters.collected())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getJob()).isEqualTo("search")));
    job.cancel().get();
  }

  private static User user(String name) {
    return User.newBuilder().setId(10).setUsername(name).build();
  }

  private JobClient start() throws Exception {
    StreamExecutionEnvironment environment = Savepoints.environment(CONFIG.parallelism(), null);
    SearchTopology.define(
        environment
            .addSource(models, "models", new AvroTypeInfo<>(LogRecord.class))
            .uid(SearchUids.SOURCE)
            .setParallelism(1),
        environment
            .addSource(plays, "plays", new AvroTypeInfo<>(LogRecord.class))
            .uid(SearchUids.PLAYS)
            .setParallelism(1),
        index,
        new SearchTopology.Sinks(progress, deadLetters),
        CONFIG);
    return environment.executeAsync();
  }

  private void put(ModelBroadcast change) {
    models.put(log.append(change, now++));
  }

  private void awaitTrack(long id, Predicate<Document> condition) {
    await()
        .atMost(PATIENCE)
        .until(() -> index.get(DocumentKind.TRACK, id).filter(condition).isPresent());
  }
}
