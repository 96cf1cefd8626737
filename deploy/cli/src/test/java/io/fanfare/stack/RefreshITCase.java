package io.fanfare.stack;

import static io.fanfare.stack.SourceRows.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.refresh.Refresher;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.refresh.SelectRows;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.stack.ModelsTopic.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Compares the records of a refresh with those of the capture, for rows of a real database. */
@ExtendWith(SharedStack.class)
@Isolated("changes tables, and reads all of models")
class RefreshITCase {

  private static final Duration PACE = Duration.ofMillis(10);

  private final AvroCodec<ModelBroadcast> codec = AvroCodec.of(ModelBroadcast.class);
  private Application application;
  private ModelsTopic models;
  private Connection source;
  private ModelsAppender appender;
  private SelectRows rows;
  private Refresher refresher;

  @BeforeEach
  void open() throws SQLException {
    application = new Application();
    models = new ModelsTopic(application);
    source = SourceConnection.openToRead(SharedStack.get().addresses().access().source());
    appender = new ModelsAppender(SharedStack.get().addresses().kafka());
    rows = new SelectRows(source);
    refresher = new Refresher(rows, appender);
  }

  @AfterEach
  void close() throws SQLException {
    appender.close();
    source.close();
    models.close();
    application.close();
  }

  @Test
  void aRefreshAppendsTheSameBytesAsTheCapture() throws Exception {
    SourceRows writer = new SourceRows(application);
    for (Model model : Model.values()) {
      writer.insert(sample(model, Application.newId()));
      writer.insert(sample(model, Application.newId()));
    }
    insertWhatIsUnusual();
    assertRefreshesSayTheSame(models.changes(application));
  }

  @Test
  void whatALaxDatabaseTookIsRefreshedAsItWasCaptured() throws Exception {
    application.execute("SET SESSION sql_mode = ''");
    application.execute(
        "INSERT INTO tracks (id, user_id, title, permalink, sharing, published_at, created_at,"
            + " updated_at) VALUES (?, 0, '', '', 'secret', '0000-00-00', '0000-00-00',"
            + " '2024-00-00')",
        Application.newId());
    application.execute(
        "INSERT INTO track_reposts VALUES (?, 1, '0000-00-00')", Application.newId());
    assertRefreshesSayTheSame(models.changes(application));
  }

  @Test
  void aLabelWithCommasIsRefreshedAsItWasCaptured() throws Exception {
    application.execute(
        "ALTER TABLE playlists MODIFY genre ENUM('Folk, World, & Country', 'a\\\\b') NULL");
    try {
      List<String> labels = List.of("Folk, World, & Country", "a\\b");
      for (String label : labels) {
        application.execute(
            "INSERT INTO playlists (id, user_id, title, permalink, genre, created_at, updated_at)"
                + " VALUES (?, 0, '', '', ?, '2024-01-01', '2024-01-01')",
            Application.newId(),
            label);
      }
      List<Change> changes = models.changes(application);
      assertThat(changes)
          .extracting(change -> ((Playlist) change.broadcast().getAfter()).getGenre())
          .isEqualTo(labels);
      assertRefreshesSayTheSame(changes);
    } finally {
      application.execute("ALTER TABLE playlists MODIFY genre VARCHAR(255) NULL");
      models.changes(application);
    }
  }

  @Test
  void columnsThatATableLacksOrHasOfAnotherTypeAreReadAsTheyAreCaptured() throws Exception {
    long id = Application.newId();
    application.execute("ALTER TABLE comments DROP COLUMN timestamp_ms");
    application.execute("ALTER TABLE comments ADD COLUMN mood VARCHAR(20) DEFAULT 'good' FIRST");
    application.execute("ALTER TABLE comments MODIFY created_at TIMESTAMP NOT NULL");
    try {
      application.execute("SET SESSION time_zone = '+05:30'");
      application.execute(
          "INSERT INTO comments (id, user_id, track_id, body, created_at)"
              + " VALUES (?, 0, 0, 'x', '2024-05-01 12:00:00')",
          id);
      assertRefreshesSayTheSame(models.changes(application));
    } finally {
      application.execute(
          "ALTER TABLE comments DROP COLUMN mood,"
              + " ADD COLUMN timestamp_ms BIGINT NULL AFTER body,"
              + " MODIFY created_at DATETIME(6) NOT NULL");
      // The capture has seen the table as it was, before others use it.
      models.changes(application);
    }
  }

  @Test
  void aFractionIsRoundedAsItIsCaptured() throws Exception {
    application.execute("ALTER TABLE comments MODIFY timestamp_ms DECIMAL(30,2) NULL");
    try {
      for (String number : List.of("127.98", "127.50", "-127.50", "0.49")) {
        application.execute(
            "INSERT INTO comments VALUES (?, 0, 0, 'x', " + number + ", '2024-01-01')",
            Application.newId());
      }
      assertRefreshesSayTheSame(models.changes(application));
    } finally {
      application.execute("ALTER TABLE comments MODIFY timestamp_ms BIGINT NULL");
      models.changes(application);
    }
  }

  @Test
  void aRowThatNoRecordCanHoldIsPassedOver() throws Exception {
    long large = Application.newId();
    long small = Application.newId();
    application.execute("ALTER TABLE comments MODIFY body MEDIUMTEXT NULL");
    try {
      for (long id : List.of(large, small)) {
        application.execute(
            "INSERT INTO comments (id, user_id, track_id, body, created_at)"
                + " VALUES (?, 0, 0, ?, '2024-01-01')",
            id,
            id == large ? "x".repeat(1_100_000) : "small");
      }
      models.changes(application);
      RowKey key = new RowKey(Model.COMMENT, List.of(large));
      Map<RowKey, SpecificRecordBase> both = new LinkedHashMap<>();
      both.put(key, null);
      both.put(new RowKey(Model.COMMENT, List.of(small)), null);
      assertThat(refresher.refresh(both)).isEmpty();
      assertThat(refresher.unreadable().isEmpty()).isFalse();
      assertThat(rows.byKeys(List.of(key)).unreadable().get(key)).contains("1000000");
      assertThat(models.changes(application)).extracting(Change::key).contains("comments/" + small);
    } finally {
      application.execute("DELETE FROM comments WHERE id = ?", large);
      application.execute("ALTER TABLE comments MODIFY body TEXT NULL");
      models.changes(application);
    }
  }

  @Test
  void aRowThatIsGoneIsDestroyedAsItWasLastKnown() throws Exception {
    TrackRepost gone = new TrackRepost(Application.newId(), 1L, 1L);
    RowKey key = RowKey.of(Model.TRACK_REPOST, gone);
    refresher.refresh(Map.of(key, gone));
    Change change = models.changes(application).get(0);
    assertThat(change).hasToString("destroy.TrackRepost track_reposts/" + gone.getUserId() + "/1");
    assertThat(change.broadcast())
        .isEqualTo(new ModelBroadcast(Operation.DESTROY, gone, null, null, false, true));
    refresher.refresh(Collections.singletonMap(key, null));
    assertThat(models.changes(application)).hasSize(1);
  }

  @Test
  void textsThatACollationTakesForTheSameAreTwoKeys() throws Exception {
    long user = Application.newId();
    application.execute(
        "INSERT INTO notification_settings (user_id, channel, activity_type)"
            + " VALUES (?, 'Push', 'track')",
        user);
    RowKey other = new RowKey(Model.NOTIFICATION_SETTINGS, List.of(user, "push", "track"));
    RowKey same = new RowKey(Model.NOTIFICATION_SETTINGS, List.of(user, "Push", "track"));
    assertThat(rows.byKeys(List.of(other)).rows()).isEmpty();
    assertThat(rows.byKeys(List.of(other, same)).rows()).containsOnlyKeys(same);
  }

  @Test
  void aWalkMeetsEachRowOnceInTheOrderOfItsKey() throws Exception {
    long user = Application.newIds(3);
    List<RowKey> expected = new ArrayList<>();
    for (long u = user; u < user + 3; u++) {
      for (String channel : List.of("email", "push")) {
        for (String type : List.of("playlist", "track", "track:repost")) {
          application.execute(
              "INSERT INTO notification_settings (user_id, channel, activity_type)"
                  + " VALUES (?, ?, ?)",
              u,
              channel,
              type);
          expected.add(new RowKey(Model.NOTIFICATION_SETTINGS, List.of(u, channel, type)));
        }
      }
    }
    for (int limit : List.of(1, 2, 5, 100)) {
      List<RowKey> met = new ArrayList<>();
      RowKey last = new RowKey(Model.NOTIFICATION_SETTINGS, List.of(user - 1, "z", "z"));
      while (last != null) {
        List<RowKey> chunk =
            new ArrayList<>(rows.after(Model.NOTIFICATION_SETTINGS, last, limit).rows().keySet());
        met.addAll(chunk);
        last = chunk.isEmpty() ? null : chunk.get(chunk.size() - 1);
      }
      assertThat(met).isEqualTo(expected);
    }
  }

  /** The application writes on: whatever comes last on the topic, it is what the row says. */
  @Test
  void theLastWordOnARowThatChangesMeanwhileIsTrue() throws Exception {
    long owner = application.user();
    long track = application.track(owner);
    RowKey key = new RowKey(Model.TRACK, List.of(track));
    AtomicBoolean done = new AtomicBoolean();
    Thread writer = new Thread(() -> rename(track, done));
    writer.start();
    for (int i = 0; i < 100; i++) {
      refresher.refresh(Collections.singletonMap(key, null));
    }
    done.set(true);
    writer.join();
    List<Change> changes = new ArrayList<>(models.changes(application));
    changes.removeIf(change -> !change.key().equals("tracks/" + track));
    assertThat(changes).anyMatch(change -> change.broadcast().getRefresh());
    assertThat(changes).anyMatch(change -> !change.broadcast().getRefresh());
    assertThat(changes.get(changes.size() - 1).broadcast().getAfter())
        .isEqualTo(rows.byKeys(List.of(key)).rows().get(key));
  }

  private static void rename(long track, AtomicBoolean done) {
    try (Application other = new Application()) {
      for (int i = 0; !done.get(); i++) {
        other.execute("UPDATE tracks SET title = ? WHERE id = ?", "title " + i, track);
        // Often enough to change the row during most refreshes, and not during all of each.
        LockSupport.parkNanos(PACE.toNanos());
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void insertWhatIsUnusual() throws SQLException {
    for (String time :
        List.of(
            "1000-01-01 00:00:00.000001",
            "1969-12-31 23:59:59.999999",
            "2024-03-31 02:30:00.123456",
            "9999-12-31 23:59:59.999999")) {
      application.execute(
          "INSERT INTO tracks (id, user_id, title, permalink, published_at, bpm, created_at,"
              + " updated_at) VALUES (?, ?, '', ' x ', '%1$s', ?, '%1$s', '%1$s')".formatted(time),
          Application.newId(),
          Long.MIN_VALUE,
          Integer.MIN_VALUE);
    }
    for (String time : List.of("00:00:00", "07:05:09", "838:59:59", "-12:00:01", "-00:00:01")) {
      application.execute(
          "INSERT INTO notification_settings (user_id, channel, activity_type, quiet_from)"
              + " VALUES (?, 'a/b ü%%', '🎧', '%s')".formatted(time),
          Application.newId());
    }
    for (String body :
        List.of("", "NULL", "\u0000\r\n\\", "日本語 👩‍👩‍👧‍👦 \uFEFF", "é".repeat(30_000))) {
      application.execute(
          "INSERT INTO comments (id, user_id, track_id, body, created_at)"
              + " VALUES (?, 0, 0, ?, '2024-01-01')",
          Application.newId(),
          body);
    }
    for (String flag : List.of("TRUE", "FALSE", "2", "-1")) {
      application.execute(
          "INSERT INTO dashboard_settings VALUES (?, %s)".formatted(flag), Application.newId());
    }
    application.execute(
        "INSERT INTO users (id, username, permalink, country_code, created_at, updated_at)"
            + " VALUES (?, 'x', 'x', 'é', '2024-01-01', '2024-01-01')",
        Application.newId());
  }

  private void assertRefreshesSayTheSame(List<Change> captured) throws SQLException {
    assertThat(captured).isNotEmpty();
    Map<RowKey, SpecificRecordBase> keys = new LinkedHashMap<>();
    for (Change change : captured) {
      SpecificRecordBase row = (SpecificRecordBase) change.broadcast().getAfter();
      keys.put(RowKey.of(modelOf(row), row), null);
    }
    refresher.refresh(keys);
    List<Change> refreshes =
        models.changes(application).subList(captured.size(), 2 * captured.size());
    for (int i = 0; i < captured.size(); i++) {
      Change was = captured.get(i);
      Object row = was.broadcast().getAfter();
      var expected = new ModelBroadcast(Operation.SAVE, null, row, null, false, true);
      assertThat(refreshes.get(i).record().value()).isEqualTo(codec.encode(expected));
      assertThat(refreshes.get(i)).hasToString(was.toString().replace("create.", "save."));
    }
  }

  private static Model modelOf(SpecificRecordBase row) {
    return Arrays.stream(Model.values())
        .filter(model -> model.schema().equals(row.getSchema()))
        .findFirst()
        .orElseThrow();
  }
}
