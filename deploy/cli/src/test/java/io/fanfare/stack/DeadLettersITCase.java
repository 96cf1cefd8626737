package io.fanfare.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.ops.deadletters.DeadLetterLog;
import io.fanfare.ops.deadletters.Listed;
import io.fanfare.ops.deadletters.Replay;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A record that cannot be processed stops nothing, and is listed with its cause. */
@ExtendWith(SharedStack.class)
@Isolated("changes tables")
class DeadLettersITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final AvroCodec<DeadLetter> letters = AvroCodec.of(DeadLetter.class);
  private final AvroCodec<FanOutChunk> chunks = AvroCodec.of(FanOutChunk.class);
  private Application application;
  private KafkaProducer<byte[], byte[]> producer;
  private long artist;
  private long listener;

  @BeforeEach
  void begin() throws Exception {
    application = new Application();
    producer =
        new KafkaProducer<>(
            SharedStack.get().addresses().kafka().client(Map.of()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    artist = application.user();
    listener = application.user();
    application.follow(listener, artist);
    awaitFeedAfter(application.track(artist));
  }

  @AfterEach
  void end() throws Exception {
    producer.close();
    application.close();
  }

  @Test
  void garbageOnEveryTopicOfAJobStopsNothingAndIsListed() throws Exception {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String topic :
        List.of(Topics.MODELS, Topics.DASHBOARD_INTERACTIVE, Topics.DASHBOARD_BATCH)) {
      for (byte[] value : garbage()) {
        String cause = value == null ? "There is no value where a " : "is not a readable ";
        expected.put(send(topic, value), cause);
      }
    }
    for (String lane : List.of(Topics.DASHBOARD_INTERACTIVE, Topics.DASHBOARD_BATCH)) {
      expected.put(send(lane, chunks.encode(chunk(Long.MIN_VALUE))), "The chunk has the version ");
    }
    awaitListed(expected);
    awaitFeedAfter(application.track(artist));
  }

  @Test
  void aRowThatCannotBeConvertedStopsNothingAndIsListed() throws Exception {
    long track = Application.newId();
    application.execute("ALTER TABLE tracks MODIFY user_id VARCHAR(40) NOT NULL");
    try {
      application.execute(
          "INSERT INTO tracks (id, user_id, title, permalink, created_at, updated_at)"
              + " VALUES (?, 'nobody', 't', 't', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
          track);
      awaitFeedAfter(application.track(artist));
    } finally {
      application.execute("DELETE FROM tracks WHERE id = ?", track);
      application.execute("ALTER TABLE tracks MODIFY user_id BIGINT NOT NULL");
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(list())
                    .filteredOn(letter -> letter.lines().get(0).endsWith("key tracks/" + track))
                    .isNotEmpty()
                    .allSatisfy(
                        letter -> {
                          assertThat(letter.job()).isIn("fan-out", "closeness", "search", "stats");
                          assertThat(letter.record().getEvent()).isEqualTo("unreadable.Track");
                          assertThat(letter.cause()).contains("tracks.user_id");
                        }));
    awaitFeedAfter(application.track(artist));
  }

  @Test
  void aReplayRefreshesARowWhoseChangeWasUnreadable() throws Exception {
    long track = application.track(application.user());
    String repost = "track:repost " + track + " by " + artist;
    // The source takes the text for a time when it may, and the capture doesn't.
    application.execute("ALTER TABLE track_reposts MODIFY created_at VARCHAR(40) NOT NULL");
    application.execute(
        "INSERT INTO track_reposts (user_id, track_id, created_at) VALUES (?, ?, ?)",
        artist,
        track,
        Application.utc(Application.now()).toString().replace('T', ' '));
    application.execute("ALTER TABLE track_reposts MODIFY created_at DATETIME(6) NOT NULL");
    awaitFeedAfter(application.track(artist));
    assertThat(Feed.of(listener)).doesNotContain(repost);

    Replay.Replayed replayed = Replay.run(SharedStack.get().addresses().access(), list());

    assertThat(replayed.refreshed()).isPositive();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(Feed.of(listener)).contains(repost));
  }

  @Test
  void aReplayReturnsAChunkToItsLaneWithItsVersion() throws Exception {
    long track = application.track(artist);
    awaitFeedAfter(track);
    Activity elsewhere = new Activity(ActivityKind.TRACK, artist, track, 1L);
    FanOutChunk chunk =
        new FanOutChunk(
            EntryOperation.WITHDRAW,
            1L,
            Cause.LIVE,
            List.of(elsewhere),
            List.of(listener),
            null,
            0L);
    ByteBuffer key = ByteBuffer.wrap(("replayed/" + track).getBytes(UTF_8));
    LogRecord record =
        new LogRecord(
            Topics.DASHBOARD_BATCH, 0, track, 0L, key, ByteBuffer.wrap(chunks.encode(chunk)), null);
    send(Topics.DEADLETTERS, letters.encode(new DeadLetter("test", "repaired", record, null)));
    try (TopicTail<DashboardUpdate> updates =
        new TopicTail<>(Topics.DASHBOARD_UPDATES, DashboardUpdate.class)) {
      Replay.run(SharedStack.get().addresses().access(), list());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(updates.seen())
                      .anyMatch(
                          update ->
                              update.getVersion() == 1L && update.getActivity().equals(elsewhere)));
    }
  }

  @Test
  void aReplayOfAnOldChunkResolvesItsEntries() throws Exception {
    long track = application.track(artist);
    awaitFeedAfter(track);
    Activity withdrawn = new Activity(ActivityKind.TRACK, artist, track, 2L);
    FanOutChunk chunk =
        new FanOutChunk(
            EntryOperation.DELIVER,
            1L,
            Cause.LIVE,
            List.of(withdrawn),
            List.of(listener),
            null,
            0L);
    ByteBuffer value = ByteBuffer.wrap(chunks.encode(chunk));
    Listed letter =
        new Listed(
            0,
            Instant.now().minus(Topics.OLDEST_SAVEPOINT).minusSeconds(1),
            "test",
            "repaired",
            new LogRecord(Topics.DASHBOARD_BATCH, 0, track, 0L, null, value, null),
            null);
    try (TopicTail<DashboardUpdate> updates =
        new TopicTail<>(Topics.DASHBOARD_UPDATES, DashboardUpdate.class)) {
      assertThat(Replay.run(SharedStack.get().addresses().access(), List.of(letter)).resent())
          .isEqualTo(1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(updates.seen())
                      .filteredOn(update -> update.getActivity().equals(withdrawn))
                      .extracting(DashboardUpdate::getOperation)
                      .containsExactly(UpdateOperation.REMOVED));
    }
  }

  @Test
  void garbageAmongTheDeadLettersIsListedAsSuch() throws Exception {
    send(Topics.DASHBOARD_UPDATES, "no completion event".getBytes(UTF_8));
    send(Topics.DASHBOARD_UPDATES, null);
    String garbage = send(Topics.DEADLETTERS, "no dead letter".getBytes(UTF_8));
    LogRecord record = new LogRecord("nowhere", 0, Application.newId(), 0L, null, null, null);
    send(Topics.DEADLETTERS, letters.encode(new DeadLetter("test", "first", record, null)));
    send(Topics.DEADLETTERS, letters.encode(new DeadLetter("test", "again", record, null)));
    assertThat(list())
        .filteredOn(letter -> letter.record().equals(record))
        .extracting(Listed::cause)
        .containsExactly("again");
    assertThat(list())
        .filteredOn(letter -> place(letter).equals(garbage))
        .extracting(Listed::cause)
        .singleElement()
        .asString()
        .startsWith("Not a dead letter: ");
    awaitFeedAfter(application.track(artist));
  }

  @Test
  void aDroppedLetterIsNotListedUntilItsRecordIsPutAsideAgain() throws Exception {
    LogRecord record = new LogRecord("nowhere", 0, Application.newId(), 0L, null, null, null);
    byte[] letter = letters.encode(new DeadLetter("test", "dropped", record, null));
    send(Topics.DEADLETTERS, letter);
    DeadLetterLog log = new DeadLetterLog(SharedStack.get().addresses().kafka());
    List<Listed> dropped = about(record);
    assertThat(dropped).hasSize(1);

    log.drop(dropped);
    log.drop(dropped);
    assertThat(about(record)).isEmpty();
    assertThat(log.find(List.of(dropped.get(0).id()))).isEqualTo(dropped);

    send(Topics.DEADLETTERS, letter);
    assertThat(about(record)).hasSize(1);
  }

  private static List<Listed> about(LogRecord record) {
    return list().stream().filter(letter -> letter.record().equals(record)).toList();
  }

  private List<byte[]> garbage() {
    byte[] random = new byte[64];
    new Random(7).nextBytes(random);
    byte[] whole = chunks.encode(chunk(1));
    byte[] unknown = whole.clone();
    unknown[5] ^= 0x55;
    LogRecord record = new LogRecord("other", 0, 1L, 1L, null, null, null);
    List<byte[]> garbage = new ArrayList<>();
    garbage.add(random);
    garbage.add(new byte[0]);
    garbage.add(null);
    garbage.add(unknown);
    garbage.add(Arrays.copyOf(whole, whole.length - 3));
    garbage.add(letters.encode(new DeadLetter("other", "other", record, null)));
    return garbage;
  }

  private FanOutChunk chunk(long version) {
    Activity activity =
        new Activity(ActivityKind.TRACK, artist, 1L, System.currentTimeMillis() * 1_000);
    return new FanOutChunk(
        EntryOperation.DELIVER,
        version,
        Cause.LIVE,
        List.of(activity),
        List.of(listener),
        null,
        0L);
  }

  /** Where it stands then: `topic/partition/offset`. */
  private String send(String topic, byte[] value) throws Exception {
    byte[] key = "garbage\u0007".getBytes(UTF_8);
    RecordMetadata metadata = producer.send(new ProducerRecord<>(topic, key, value)).get();
    return metadata.topic() + "/" + metadata.partition() + "/" + metadata.offset();
  }

  private void awaitListed(Map<String, String> expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, String> causes = new LinkedHashMap<>();
              list().forEach(letter -> causes.put(place(letter), letter.cause()));
              assertThat(causes).containsKeys(expected.keySet().toArray(String[]::new));
              expected.forEach((place, cause) -> assertThat(causes.get(place)).contains(cause));
            });
  }

  private static String place(Listed letter) {
    LogRecord record = letter.record();
    return record.getTopic() + "/" + record.getPartition() + "/" + record.getOffset();
  }

  private static List<Listed> list() {
    return new DeadLetterLog(SharedStack.get().addresses().kafka()).read(Integer.MAX_VALUE).list();
  }

  private void awaitFeedAfter(long track) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(Feed.of(listener)).startsWith("track " + track));
  }
}
