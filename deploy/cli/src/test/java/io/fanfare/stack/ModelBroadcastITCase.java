package io.fanfare.stack;

import static io.fanfare.stack.SourceRows.key;
import static io.fanfare.stack.SourceRows.sample;
import static io.fanfare.stack.SourceRows.withKeyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.SourcePosition;
import io.fanfare.stack.ModelsTopic.Change;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows in the real database against the changes that arrive on `models`. */
@ExtendWith(SharedStack.class)
@Isolated("empties a table, and reads all of models")
class ModelBroadcastITCase {

  /** Of transactions: MariaDB gives all rows of one the same position. */
  private static final Comparator<SourcePosition> SOURCE_ORDER =
      Comparator.comparing(SourcePosition::getFile).thenComparingLong(SourcePosition::getPosition);

  private Application application;
  private SourceRows rows;
  private ModelsTopic models;

  @BeforeEach
  void open() throws SQLException {
    application = new Application();
    rows = new SourceRows(application);
    models = new ModelsTopic(application);
  }

  @AfterEach
  void close() throws SQLException {
    models.close();
    application.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyStepOfARowsLifeArrives(Model model) throws Exception {
    String name = model.modelName();
    SpecificRecordBase created = sample(model, Application.newId());
    SpecificRecordBase other = sample(model, Application.newId());
    SpecificRecordBase saved = withKeyOf(created, other);
    SpecificRecordBase moved = withKeyOf(other, saved);
    rows.insert(created);
    // Where all columns belong to the key, this changes nothing, and nothing is said of it.
    rows.update(created, saved);
    rows.update(saved, moved);
    rows.delete(moved);

    List<Change> changes = new ArrayList<>(models.changes(application));
    assertIs(changes.remove(0), "create." + name + " " + key(created), null, created);
    if (!saved.equals(created)) {
      assertIs(changes.remove(0), "save." + name + " " + key(saved), created, saved);
    }
    assertIs(changes.remove(0), "destroy." + name + " " + key(saved), saved, null);
    assertIs(changes.remove(0), "create." + name + " " + key(moved), null, moved);
    assertIs(changes.remove(0), "destroy." + name + " " + key(moved), moved, null);
    assertThat(changes).isEmpty();
  }

  @Test
  void aChangeSaysWhereAndWhenItWasCommitted() throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long user = application.user();
    Change change = models.changes(application).get(0);
    Instant after = Instant.now();

    ModelBroadcast broadcast = change.broadcast();
    assertThat(change).hasToString("create.User users/" + user);
    assertThat(broadcast.getSnapshot()).isFalse();
    assertThat(broadcast.getRefresh()).isFalse();
    assertThat(broadcast.getSource().getFile()).startsWith("binlog.");
    assertThat(broadcast.getSource().getPosition()).isPositive();
    assertThat(broadcast.getSource().getGtid()).matches("\\d+-\\d+-\\d+");
    assertThat(Instant.EPOCH.plus(broadcast.getSource().getCommittedAt(), ChronoUnit.MICROS))
        .isBetween(before, after);
    assertThat(change.record().timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThat(Instant.ofEpochMilli(change.record().timestamp())).isBetween(before, after);
  }

  @Test
  void changesComeInTheOrderOfTheCommits() throws Exception {
    RandomHistory history = new RandomHistory(application, new Random(42));
    for (int i = 0; i < 100; i++) {
      history.transaction();
    }
    List<Change> changes = models.changes(application);
    assertThat(changes).extracting(Change::toString).isEqualTo(history.committed());
    assertThat(changes)
        .extracting(change -> change.broadcast().getSource())
        .isSortedAccordingTo(SOURCE_ORDER);
  }

  @Test
  void aTransactionComesWhenItIsCommittedNotWhenItsStatementsRun() throws Exception {
    long first = Application.newId();
    long second = Application.newId();
    try (Application slow = new Application()) {
      slow.connection().setAutoCommit(false);
      slow.user(first);
      application.user(second);
      slow.follow(first, second);
      slow.connection().commit();
    }
    assertThat(models.changes(application))
        .extracting(Change::toString)
        .containsExactly(
            "create.User users/" + second,
            "create.User users/" + first,
            "create.Follow follows/" + first + "/" + second);
  }

  @Test
  void theLastWordOnEveryKeyIsTheTable() throws Exception {
    long playlist = Application.newId();
    for (int position = 0; position < 10; position++) {
      application.execute(
          "INSERT INTO playlist_tracks VALUES (?, ?, ?)", playlist, position, 100 - position);
    }
    // One statement moves rows onto keys that others of it have just left.
    application.execute(
        "UPDATE playlist_tracks SET position = position + 1, track_id = 7 WHERE playlist_id = ?"
            + " ORDER BY position DESC",
        playlist);
    application.execute(
        "DELETE FROM playlist_tracks WHERE playlist_id = ? AND position > 8", playlist);
    application.execute(
        "UPDATE playlist_tracks SET position = position - 1 WHERE playlist_id = ?"
            + " ORDER BY position",
        playlist);
    application.execute("REPLACE INTO playlist_tracks VALUES (?, 0, 7)", playlist);

    Map<String, String> last = new TreeMap<>();
    for (Change change : models.changes(application)) {
      ModelBroadcast broadcast = change.broadcast();
      if (broadcast.getOperation() == Operation.DESTROY) {
        last.remove(change.key());
      } else {
        last.put(change.key(), key((SpecificRecordBase) broadcast.getAfter()));
      }
    }
    assertThat(last.keySet()).containsExactlyInAnyOrderElementsOf(playlistTracks(playlist));
    assertThat(last.values()).containsExactlyElementsOf(last.keySet());
  }

  @Test
  void writingARowOnceMoreSavesItAndChangingNothingSaysNothing() throws Exception {
    long user = application.user();
    String insert =
        "INTO users (id, username, permalink, created_at, updated_at)"
            + " VALUES (?, 'again', 'again', '2024-01-01', '2024-01-01')";
    application.execute("INSERT IGNORE " + insert, user);
    application.execute("INSERT " + insert + " ON DUPLICATE KEY UPDATE city = 'Bonn'", user);
    application.execute("UPDATE users SET city = 'Bonn' WHERE id = ?", user);
    application.execute("REPLACE " + insert, user);
    assertThat(models.changes(application))
        .extracting(Change::toString)
        .containsExactly(
            "create.User users/" + user, "save.User users/" + user, "save.User users/" + user);
  }

  @Test
  void aTruncatedTableSaysNothingAndStopsNothing() throws Exception {
    application.execute("TRUNCATE playlist_likes");
    long user = application.user();
    assertThat(models.changes(application))
        .extracting(Change::toString)
        .containsExactly("create.User users/" + user);
  }

  @Test
  void aTransactionOfManyRowsArrivesWhole() throws Exception {
    int count = 20_000;
    long first = Application.newIds(count);
    Instant began = Instant.now();
    application.execute(
        "INSERT INTO track_likes (user_id, track_id, created_at)"
            + " SELECT seq, ?, UTC_TIMESTAMP(6) FROM seq_%d_to_%d"
                .formatted(first, first + count - 1),
        first);
    List<String> expected = new ArrayList<>();
    for (long user = first; user < first + count; user++) {
      expected.add("create.TrackLike track_likes/" + user + "/" + first);
    }
    assertThat(models.changes(application)).extracting(Change::toString).isEqualTo(expected);
    System.out.printf(
        "%d rows of one transaction were on models after %d ms%n",
        count, Duration.between(began, Instant.now()).toMillis());
  }

  private static void assertIs(
      Change change, String eventAndKey, SpecificRecordBase before, SpecificRecordBase after) {
    assertThat(change).hasToString(eventAndKey);
    ModelBroadcast broadcast = change.broadcast();
    assertThat(broadcast.getBefore()).isEqualTo(before);
    assertThat(broadcast.getAfter()).isEqualTo(after);
    assertThat(eventAndKey).startsWithIgnoringCase(broadcast.getOperation().name());
    assertThat(broadcast.getSnapshot()).isFalse();
  }

  private List<String> playlistTracks(long playlist) throws SQLException {
    List<String> keys = new ArrayList<>();
    Connection connection = application.connection();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT position, track_id FROM playlist_tracks WHERE playlist_id = " + playlist)) {
      while (found.next()) {
        keys.add(
            "playlist_tracks/%d/%d/%d".formatted(playlist, found.getLong(1), found.getLong(2)));
      }
    }
    return keys;
  }
}
