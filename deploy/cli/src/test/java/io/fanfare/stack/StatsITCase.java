package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.Pace;
import io.fanfare.connectors.cassandra.SelectCells;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.connectors.cassandra.StatsWriter;
import io.fanfare.local.supervisor.LocalJobControl;
import io.fanfare.ops.backfill.StatsBackfill;
import io.fanfare.ops.backfill.StatsRebuild;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.workloads.api.EventsClient;
import io.fanfare.workloads.sample.PlayStream.Played;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Stats of the real stack, from `POST /events` to `GET /me/stats`. */
@ExtendWith(SharedStack.class)
@Isolated("kills servers, and empties a table")
@Order(SharedStack.WHILE_LOGS_ARE_SHORT)
class StatsITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int EVENTS = 6_000;
  private static final int BATCH = 500;

  private final Random random = new Random(7);
  private final EventsClient client = new EventsClient(SharedStack.get().addresses());
  private final Instant now = Instant.now();
  private Application application;
  private long owner;
  private List<Long> tracks = List.of();

  @BeforeEach
  void publish() throws SQLException {
    application = new Application();
    owner = application.user();
    tracks = List.of(application.track(owner), application.track(owner), Application.newId());
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void eachEventCountsOnceDespiteKillsAndRepeats() throws Exception {
    List<Played> events = events();
    List<Played> twice = new ArrayList<>(events);
    Collections.shuffle(events, random);
    twice.addAll(events);
    List<String> servers = new ArrayList<>(List.of("taskmanager", "kafka", "cassandra"));
    for (int from = 0; from < twice.size(); from += BATCH) {
      if (from > 0 && from % (6 * BATCH) == 0 && !servers.isEmpty()) {
        SharedStack.get().kill(servers.remove(0));
      }
      List<Played> batch = twice.subList(from, from + BATCH);
      await().atMost(PATIENCE).until(() -> accepted(batch));
    }
    Map<String, String> expected = expected(events);
    try (CqlSession session = session()) {
      SelectCells select = new SelectCells(session);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(stored(select)).isEqualTo(expected));
    }
    // The API server may still be without Cassandra.
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(totalOfOwner()).isEqualTo(countOfOwner(events)));
  }

  @Test
  void readsCellsThatWereWrittenWithAColumnForEachPart() {
    long track = Application.newId();
    Counts former =
        new Counts(
            5L, Map.of("DE", 2L), Map.of("search", 1L), List.of(7L, 9L), ByteBuffer.allocate(0));
    try (CqlSession session = session()) {
      SelectCells select = new SelectCells(session);
      StatsWriter writer = new StatsWriter(session, Duration.ZERO, Pace.UNBOUNDED);
      session.execute(
          "INSERT INTO stats.cells (subject_type, subject_id, kind, granularity, period, bucket,"
              + " track_id, total, countries, sources, listeners, sketch)"
              + " VALUES (1, ?, 1, 5, 0, 0, ?, 5, {'DE': 2}, {'search': 1}, [7, 9], 0x)"
              + " USING TIMESTAMP 5",
          track,
          track);
      try {
        assertThat(ofAllTime(select, track)).containsExactly(former);
        write(writer, track, 3);
        assertThat(ofAllTime(select, track)).as("of more events").containsExactly(former);
        write(writer, track, 6);
        assertThat(ofAllTime(select, track)).containsExactly(new CountsSum().add(6).get());
      } finally {
        // The audit would find no events for it.
        session.execute(
            "DELETE FROM stats.cells USING TIMESTAMP 7 WHERE subject_type = 1 AND subject_id = ?"
                + " AND kind = 1 AND granularity = 5 AND period = 0",
            track);
      }
    }
  }

  private static void write(StatsWriter writer, long track, long total) {
    CellKey key = new CellKey(StatKind.PLAY, Granularity.ALL, 0L);
    Cell cell = new Cell(key, total, new CountsSum().add(total).get());
    writer
        .write(new Cells(track, null, List.of(cell), null), Micros.of(Instant.now()))
        .toCompletableFuture()
        .join();
  }

  private static List<Counts> ofAllTime(SelectCells select, long track) {
    return select
        .execute(StatsSubject.TRACK, track, StatKind.PLAY, Granularity.ALL, 0, 0, Long.MAX_VALUE)
        .toCompletableFuture()
        .join()
        .stream()
        .map(StoredCell::counts)
        .toList();
  }

  @Test
  void aBackfillWritesWhatIsLostAndNeverShowsLess() throws Exception {
    List<Played> events = events();
    for (int from = 0; from < events.size(); from += BATCH) {
      List<Played> batch = events.subList(from, from + BATCH);
      await().atMost(PATIENCE).until(() -> accepted(batch));
    }
    Map<String, String> expected = expected(events);
    likeAtTheEndsOfTime();
    expected.put("LIKE " + tracks.get(0) + " ALL 1970-01-01T00:00", "2 {} many");
    StatsBackfill backfill =
        new StatsBackfill(
            SharedStack.get().addresses().access(),
            new LocalJobControl(SharedStack.settings().home()),
            System.out::println);
    StatsRebuild all = new StatsRebuild("", "", false);
    try (CqlSession session = session()) {
      SelectCells select = new SelectCells(session);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored(select)).isEqualTo(expected));

      AtomicBoolean isOver = new AtomicBoolean();
      CompletableFuture<Set<Long>> shown = shownUntil(isOver);
      backfill.build(all);
      isOver.set(true);
      assertThat(shown.get()).containsExactly(countOfOwner(events));
      assertThat(stored(select)).isEqualTo(expected);

      session.execute("TRUNCATE stats.cells");
      backfill.build(all);
      assertThat(stored(select)).isEqualTo(expected);

      session.execute("TRUNCATE stats.cells");
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      String from = today.minusDays(2).toString();
      backfill.build(new StatsRebuild(from, today.minusDays(1).toString(), true));
      assertThat(stored(select).keySet().stream().filter(line -> line.contains(" DAY ")))
          .isNotEmpty()
          .allMatch(line -> line.contains(from));
      backfill.build(new StatsRebuild("", "", true));
      assertThat(stored(select)).isEqualTo(expected);

      assertThat(timeToLive(session, Granularity.MINUTE)).isBetween(38, 39);
      assertThat(timeToLive(session, Granularity.HOUR)).isBetween(403, 404);
      assertThat(timeToLive(session, Granularity.DAY)).isZero();
    }
  }

  /** No range reaches these dates, and a walk from day to day between them would have no end. */
  private void likeAtTheEndsOfTime() throws SQLException {
    for (String time : List.of("1000-01-01 00:00:00", "9999-12-31 23:59:59")) {
      application.execute(
          "INSERT INTO track_likes (user_id, track_id, created_at) VALUES (?, ?, ?)",
          application.user(),
          tracks.get(0),
          time);
    }
  }

  /** In days, of the first track's plays; 0 for always. */
  private int timeToLive(CqlSession session, Granularity granularity) {
    for (int period : periods(granularity)) {
      Row row =
          session
              .execute(
                  "SELECT TTL(total) FROM stats.cells WHERE subject_type = 1 AND subject_id = ?"
                      + " AND kind = 1 AND granularity = ? AND period = ? LIMIT 1",
                  tracks.get(0),
                  (byte) (1 + granularity.ordinal()),
                  period)
              .one();
      if (row != null) {
        return (int) Duration.ofSeconds(row.getInt(0)).toDays();
      }
    }
    throw new AssertionError("no cell by " + granularity);
  }

  /** What the owner is shown, asked again and again. */
  private CompletableFuture<Set<Long>> shownUntil(AtomicBoolean isOver) {
    return CompletableFuture.supplyAsync(
        () -> {
          Set<Long> shown = new TreeSet<>();
          while (!isOver.get()) {
            try {
              shown.add(totalOfOwner());
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
          return shown;
        });
  }

  @Test
  void playsAreSeenAndGoWithTheTrackToWhoOwnsItNow() throws Exception {
    long track = tracks.get(0);
    await().atMost(PATIENCE).until(() -> accepted(List.of(play("first", track))));
    await().atMost(PATIENCE).until(() -> totalOfOwner() == 1);
    await().atMost(PATIENCE).until(() -> accepted(List.of(play("second", track))));
    await().atMost(PATIENCE).until(() -> totalOfOwner() == 2);

    long other = application.user();
    application.execute("UPDATE tracks SET user_id = ? WHERE id = ?", other, track);
    await().atMost(PATIENCE).until(() -> total(other) == 2);
    await().atMost(PATIENCE).until(() -> totalOfOwner() == 0);
  }

  @Test
  void countsTheRowsThatExist() throws Exception {
    long track = tracks.get(0);
    long listener = application.user();
    application.follow(listener, owner);
    for (String table : List.of("track_likes", "track_reposts")) {
      application.execute(
          "INSERT INTO %s (user_id, track_id, created_at) VALUES (?, ?, UTC_TIMESTAMP(6))"
              .formatted(table),
          listener,
          track);
    }
    application.execute(
        "INSERT INTO comments (id, user_id, track_id, created_at)"
            + " VALUES (?, ?, ?, UTC_TIMESTAMP(6))",
        Application.newId(),
        listener,
        track);
    for (String kind : List.of("like", "repost", "comment", "follow")) {
      await().alias(kind).atMost(PATIENCE).until(() -> total(owner, kind) == 1);
    }
    application.execute("DELETE FROM track_likes WHERE user_id = ?", listener);
    application.execute("DELETE FROM follows WHERE follower_id = ?", listener);
    for (String kind : List.of("like", "follow")) {
      await().alias(kind).atMost(PATIENCE).until(() -> total(owner, kind) == 0);
    }
    long other = application.user();
    application.execute("UPDATE tracks SET user_id = ? WHERE id = ?", other, track);
    await().atMost(PATIENCE).until(() -> total(other, "repost") == 1);
    await().atMost(PATIENCE).until(() -> total(owner, "comment") == 0);
  }

  private Played play(String id, long track) {
    return new Played(
        EventKind.PLAY,
        new DomainEvent(id + "-" + track, track, 7L, micros(Instant.now()), "DE", "search", null));
  }

  /** Over some days, of one track far more than of others. */
  private List<Played> events() {
    List<Played> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      long track = tracks.get(random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0);
      Instant time = now.minusMillis(random.nextInt(4 * 86_400_000));
      String country = List.of("DE", "JP", "BR").get(random.nextInt(3));
      long listener = 1 + random.nextInt(500);
      events.add(
          new Played(
              random.nextInt(10) == 0 ? EventKind.DOWNLOAD : EventKind.PLAY,
              new DomainEvent(
                  tracks.get(0) + "-" + i, track, listener, micros(time), country, "web", null)));
    }
    return events;
  }

  /** Counted again, without the pipeline's rules: a line for each cell. */
  private static Map<String, String> expected(List<Played> events) {
    Map<String, List<DomainEvent>> cells = new TreeMap<>();
    for (Played played : events) {
      DomainEvent event = played.event();
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(event.getOccurredAt() / 1_000_000, 0, ZoneOffset.UTC);
      String begin = played.kind() + " " + event.getTrackId() + " ";
      List<String> keys =
          List.of(
              "MINUTE " + time.truncatedTo(ChronoUnit.MINUTES),
              "HOUR " + time.truncatedTo(ChronoUnit.HOURS),
              "DAY " + time.truncatedTo(ChronoUnit.DAYS),
              "MONTH " + time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1),
              "ALL 1970-01-01T00:00");
      keys.forEach(
          key -> cells.computeIfAbsent(begin + key, absent -> new ArrayList<>()).add(event));
    }
    Map<String, String> lines = new TreeMap<>();
    cells.forEach((key, counted) -> lines.put(key, line(counted)));
    return lines;
  }

  private static String line(List<DomainEvent> events) {
    Map<String, Long> countries = new TreeMap<>();
    Set<Long> listeners = new TreeSet<>();
    for (DomainEvent event : events) {
      countries.merge(event.getCountry(), 1L, Long::sum);
      listeners.add(event.getActorId());
    }
    // Many of them are estimated.
    String different = listeners.size() <= 128 ? Integer.toString(listeners.size()) : "many";
    return "%d %s %s".formatted(events.size(), countries, different);
  }

  private Map<String, String> stored(SelectCells select) throws Exception {
    Map<String, String> lines = new TreeMap<>();
    for (long track : tracks) {
      for (StatKind kind : StatKind.values()) {
        for (Granularity granularity : Granularity.values()) {
          for (int period : periods(granularity)) {
            for (StoredCell cell : cells(select, track, kind, granularity, period)) {
              LocalDateTime time = LocalDateTime.ofEpochSecond(cell.bucket(), 0, ZoneOffset.UTC);
              lines.put(kind + " " + track + " " + granularity + " " + time, line(cell));
            }
          }
        }
      }
    }
    return lines;
  }

  private static String line(StoredCell cell) {
    long listeners = new CountsSum().add(cell.counts()).listeners();
    return "%d %s %s"
        .formatted(
            cell.counts().getTotal(),
            new TreeMap<>(cell.counts().getCountries()),
            cell.counts().getListeners().isEmpty() ? "many" : Long.toString(listeners));
  }

  private static List<StoredCell> cells(
      SelectCells select, long track, StatKind kind, Granularity granularity, int period)
      throws Exception {
    return select
        .execute(
            StatsSubject.TRACK, track, kind, granularity, period, Long.MIN_VALUE, Long.MAX_VALUE)
        .toCompletableFuture()
        .get();
  }

  private Set<Integer> periods(Granularity granularity) {
    Set<Integer> periods = new HashSet<>();
    for (int day = 0; day <= 5; day++) {
      long seconds = now.minus(day, ChronoUnit.DAYS).getEpochSecond();
      periods.add(Buckets.period(granularity, Buckets.of(granularity, seconds)));
    }
    return periods;
  }

  private long countOfOwner(List<Played> events) {
    return events.stream()
        .filter(played -> played.kind() == EventKind.PLAY)
        .filter(played -> tracks.subList(0, 2).contains(played.event().getTrackId()))
        .count();
  }

  private long totalOfOwner() throws Exception {
    return total(owner);
  }

  private long total(long user) throws Exception {
    return total(user, "play");
  }

  private long total(long user, String kind) throws Exception {
    Instant from = now.minus(6, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    JsonNode stats = Feed.get(user, "/me/stats?kinds=%s&from=%s".formatted(kind, from));
    return stats.at("/kinds/0/total").asLong();
  }

  private boolean accepted(List<Played> events) throws InterruptedException {
    try {
      return client.send(events);
    } catch (IOException e) {
      return false;
    }
  }

  private static CqlSession session() {
    var addresses = SharedStack.get().addresses();
    return CassandraSession.open(addresses.cassandra());
  }

  private static long micros(Instant time) {
    return Micros.of(time);
  }
}
