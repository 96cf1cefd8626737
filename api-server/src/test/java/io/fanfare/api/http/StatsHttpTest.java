package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.stats.Segment;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatsRetention;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatsHttpTest {

  private static final long OWNER = 22;

  private final TestServer server = TestServer.start();

  @BeforeEach
  void putTracks() {
    server.models.put(user(OWNER));
    server.models.put(track(11, OWNER, TestServer.NOW_MICROS));
    server.models.put(track(12, OWNER, null));
    server.models.put(track(13, TestServer.LISTENER, null));
    play(11, "2026-11-20T09:58:59Z", 1L, "DE", "search");
    play(11, "2026-11-20T09:58:01Z", 1L, "DE", null);
    play(11, "2026-11-19T23:30:00Z", 2L, "JP", "search");
    play(12, "2026-11-20T09:10:00Z", null, null, null);
    // The owner of these plays no longer owns the track.
    play(13, "2026-11-20T09:10:00Z", 3L, "DE", "search");
    put(StatKind.DOWNLOAD, 11, "2026-11-20T01:00:00Z", 1L, "DE", "profile");
    put(StatKind.LIKE, 11, "2026-11-20T09:58:01Z", null, null, null);
    put(StatKind.FOLLOW, 0, "2026-11-20T09:58:01Z", null, null, null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsAllKindsToTheOwnerOfATrack() throws Exception {
    JsonNode stats =
        Contract.read(server.get("/tracks/soundcloud:tracks:11/stats?breakdown=country", OWNER));

    assertThat(stats.get("urn").textValue()).isEqualTo("soundcloud:tracks:11");
    assertThat(stats.get("granularity").textValue()).isEqualTo("hour");
    assertThat(stats.get("from").textValue()).isEqualTo("2026-11-19T10:00:00Z");
    assertThat(stats.get("to").textValue()).isEqualTo("2026-11-20T11:00:00Z");
    JsonNode plays = stats.at("/kinds/0");
    assertThat(plays.get("kind").textValue()).isEqualTo("play");
    assertThat(plays.get("total").longValue()).isEqualTo(3);
    assertThat(plays.get("listeners").longValue()).isEqualTo(2);
    assertThat(series(plays)).containsExactly("2026-11-19T23:00:00Z 1", "2026-11-20T09:00:00Z 2");
    assertThat(plays.get("breakdown").toString()).isEqualTo("{\"DE\":2,\"JP\":1}");
    assertThat(stats.at("/kinds/1/total").longValue()).isEqualTo(1);
  }

  @Test
  void showsThePublicKindsOfALiveTrackToOthers() throws Exception {
    JsonNode stats = Contract.read(server.get("/tracks/soundcloud:tracks:11/stats"));

    assertThat(kinds(stats)).containsExactly("play", "like", "repost", "comment");
    assertThat(stats.at("/kinds/0/total").longValue()).isEqualTo(3);
    assertThat(stats.at("/kinds/1/total").longValue()).isEqualTo(1);
    assertThat(stats.at("/kinds/0").has("listeners")).isFalse();
    assertThat(stats.at("/kinds/0/series/0").has("listeners")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"breakdown=source", "kinds=download", "kinds=play,download"})
  void hidesDownloadsAndBreakdownsFromOthers(String query) throws Exception {
    HttpResponse<String> answer = server.get("/tracks/soundcloud:tracks:11/stats?" + query);

    assertThat(answer.statusCode()).isEqualTo(403);
    Contract.read(answer);
  }

  @Test
  void showsATrackThatIsNotLiveOnlyToItsOwner() throws Exception {
    assertThat(status("/tracks/soundcloud:tracks:12/stats", TestServer.LISTENER)).isEqualTo(404);
    assertThat(status("/tracks/soundcloud:tracks:12/stats", OWNER)).isEqualTo(200);
    assertThat(status("/tracks/soundcloud:tracks:99/stats", OWNER)).isEqualTo(404);
    assertThat(status("/tracks/soundcloud:users:11/stats", OWNER)).isEqualTo(404);
    assertThat(status("/tracks/11/stats", OWNER)).isEqualTo(404);
    server.models.removeUser(OWNER);
    assertThat(status("/tracks/soundcloud:tracks:11/stats", TestServer.LISTENER)).isEqualTo(404);
  }

  @Test
  void addsUpTheTracksThatAUserOwnsNow() throws Exception {
    JsonNode stats =
        Contract.read(server.get("/me/stats?kinds=play&top=2&breakdown=source", OWNER));

    assertThat(stats.get("urn").textValue()).isEqualTo("soundcloud:users:22");
    JsonNode plays = stats.at("/kinds/0");
    assertThat(plays.get("total").longValue()).isEqualTo(4);
    assertThat(plays.get("breakdown").toString()).isEqualTo("{\"search\":2}");
    assertThat(plays.at("/tracks/0/urn").textValue()).isEqualTo("soundcloud:tracks:11");
    assertThat(plays.at("/tracks/0/title").textValue()).isEqualTo("track 11");
    assertThat(plays.at("/tracks/0/total").longValue()).isEqualTo(3);
    assertThat(plays.at("/tracks/1/total").longValue()).isEqualTo(1);
  }

  @Test
  void countsRowsWithoutListenersAndPlaces() throws Exception {
    JsonNode stats = Contract.read(server.get("/me/stats?top=2&breakdown=source", OWNER));

    assertThat(kinds(stats))
        .containsExactly("play", "download", "like", "repost", "comment", "follow");
    JsonNode likes = stats.at("/kinds/2");
    assertThat(likes.get("total").longValue()).isEqualTo(1);
    assertThat(likes.at("/tracks/0/urn").textValue()).isEqualTo("soundcloud:tracks:11");
    JsonNode follows = stats.at("/kinds/5");
    assertThat(follows.get("total").longValue()).isEqualTo(1);
    assertThat(follows.has("tracks")).isFalse();
    for (JsonNode rows : List.of(likes, follows)) {
      assertThat(rows.has("listeners")).isFalse();
      assertThat(rows.has("breakdown")).isFalse();
      assertThat(rows.at("/series/0").has("listeners")).isFalse();
    }
  }

  @Test
  void rejectsFollowsOfATrack() throws Exception {
    HttpResponse<String> answer =
        server.get("/tracks/soundcloud:tracks:11/stats?kinds=play,follow", OWNER);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Contract.read(answer).get("message").textValue()).contains("follow");
  }

  @Test
  void cutsDaysByTheTimeZoneOfTheViewer() throws Exception {
    String range = "?from=2026-11-19T10:00:00Z&to=2026-11-20T10:00:00Z&granularity=day&kinds=play";
    String path = "/tracks/soundcloud:tracks:11/stats" + range;

    assertThat(series(Contract.read(server.get(path, OWNER)).at("/kinds/0")))
        .containsExactly("2026-11-19T00:00:00Z 1", "2026-11-20T00:00:00Z 2");
    assertThat(
            series(
                Contract.read(server.get(path + "&time_zone=Europe/Berlin", OWNER)).at("/kinds/0")))
        .containsExactly("2026-11-20T00:00:00+01:00 3");
  }

  @Test
  void hoursAreWholeWhereClocksChangeByHalfAnHour() throws Exception {
    assertThat(
            pointsOfLordHowe(
                "2026-04-04T13:00:00Z",
                "2026-04-04T17:00:00Z",
                "2026-04-04T13:10:00Z",
                "2026-04-04T14:10:00Z",
                "2026-04-04T15:10:00Z",
                "2026-04-04T15:40:00Z",
                "2026-04-04T16:40:00Z"))
        .containsExactly(
            "00:00:00+11:00 1", "01:00:00+11:00 2", "02:00:00+10:30 1", "03:00:00+10:30 1");
    assertThat(
            pointsOfLordHowe(
                "2026-10-03T14:30:00Z",
                "2026-10-03T17:00:00Z",
                "2026-10-03T14:40:00Z",
                "2026-10-03T15:40:00Z",
                "2026-10-03T16:10:00Z"))
        .containsExactly("01:00:00+10:30 1", "02:30:00+11:00 1", "03:00:00+11:00 1");
  }

  /** While minutes are kept. */
  private static List<String> pointsOfLordHowe(String from, String to, String... plays)
      throws Exception {
    try (TestServer server = TestServer.startAt(Instant.parse(to))) {
      server.models.put(user(OWNER));
      server.models.put(track(11, OWNER, 0L));
      for (String time : plays) {
        put(server, StatKind.PLAY, 11, time, null, null, null);
      }
      JsonNode stats =
          Contract.read(
              server.get(
                  "/me/stats?from=%s&to=%s&granularity=hour&kinds=play&time_zone=Australia/Lord_Howe"
                      .formatted(from, to),
                  OWNER));
      return series(stats.at("/kinds/0")).stream().map(point -> point.substring(11)).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "granularity=minute&from=2026-10-15T23:59:00Z&to=2026-10-16T01:00:00Z",
        "granularity=hour&from=2025-10-15T23:00:00Z&to=2025-10-16T10:00:00Z"
      })
  void namesWhatIsKeptForARangeThatIsTooLongAgo(String query) throws Exception {
    HttpResponse<String> answer = server.get("/me/stats?" + query, OWNER);

    assertThat(answer.statusCode()).isEqualTo(400);
    String message = Contract.read(answer).get("message").textValue();
    assertThat(message)
        .isIn(
            "Stats by minute are kept for 35 days, since 2026-10-16T00:00:00Z:"
                + " choose a later from, or the granularity hour.",
            "Stats by hour are kept for 400 days, since 2025-10-16T00:00:00Z:"
                + " choose a later from, or the granularity day.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "granularity=minute&from=2026-10-16T00:00:00Z&to=2026-10-17T01:00:00Z",
        "granularity=hour&from=2025-10-16T00:00:00Z&to=2025-12-17T12:00:00Z",
        "granularity=hour&from=2026-10-01T00:00:00Z&time_zone=Asia/Kolkata",
        "granularity=day&from=2022-10-13T10:00:00Z&time_zone=Asia/Kolkata",
        "granularity=day&from=2022-10-13T10:00:00Z&time_zone=Pacific/Chatham",
        "granularity=day&from=2022-10-13T10:00:00Z&time_zone=America/New_York",
        "from=2018-01-01T00:00:00Z&time_zone=Asia/Kolkata",
        "from=2008-01-01T00:00:00Z&time_zone=Europe/Berlin",
        "from=2000-01-01T00:00:00Z&time_zone=-18:00"
      })
  void everyZoneHasManyPoints(String query) throws Exception {
    HttpResponse<String> answer = server.get("/me/stats?kinds=play&" + query, OWNER);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertKept(server.cells.segmentsRead);
  }

  /** Reads what is kept at the time of the server. */
  private static void assertKept(List<Segment> segments) {
    assertThat(segments).isNotEmpty();
    for (Segment segment : segments) {
      long kept = StatsRetention.shownFrom(segment.granularity(), TestServer.NOW.getEpochSecond());
      assertThat(segment.from()).as(segment.toString()).isGreaterThanOrEqualTo(kept);
    }
  }

  @Test
  void pointsOfLongAgoBeginWhereKeptCellsBegin() throws Exception {
    play(11, "2026-09-01T18:29:00Z", null, null, null);
    play(11, "2026-09-01T18:59:00Z", null, null, null);
    play(11, "2026-09-01T19:00:00Z", null, null, null);
    String days = "/me/stats?kinds=play&granularity=day&time_zone=";
    String autumn = "&from=2026-09-01T00:00:00Z&to=2026-09-03T00:00:00Z";
    assertThat(series(stats(days + "Asia/Kolkata" + autumn)))
        .containsExactly("2026-09-01T00:30:00+05:30 2", "2026-09-02T00:30:00+05:30 1");

    play(11, "2024-03-01T23:59:00Z", null, null, null);
    play(11, "2024-03-02T00:00:00Z", null, null, null);
    String longAgo = "&from=2024-03-01T12:00:00Z&to=2024-03-03T00:00:00Z";
    assertThat(series(stats(days + "Europe/Berlin" + longAgo)))
        .containsExactly("2024-03-01T01:00:00+01:00 1", "2024-03-02T01:00:00+01:00 1");
    assertThat(series(stats(days + "America/New_York" + longAgo)))
        .containsExactly("2024-03-01T19:00:00-05:00 1");
  }

  @Test
  void choosesAGranularityThatIsKept() throws Exception {
    String twoHours = "/me/stats?from=%1$s-01T10:00:00Z&to=%1$s-01T12:00:00Z";
    assertThat(granularity(twoHours.formatted("2026-11"))).isEqualTo("minute");
    assertThat(granularity(twoHours.formatted("2026-06"))).isEqualTo("hour");
    assertThat(granularity(twoHours.formatted("2024-06"))).isEqualTo("day");
  }

  private String granularity(String path) throws Exception {
    return Contract.read(server.get(path, OWNER)).get("granularity").textValue();
  }

  private JsonNode stats(String path) throws Exception {
    return Contract.read(server.get(path, OWNER)).at("/kinds/0");
  }

  @Test
  void readsAYearFromMonths() throws Exception {
    server.cells.segmentsRead.clear();
    String range = "?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&kinds=play";
    JsonNode stats = Contract.read(server.get("/me/stats" + range, OWNER));

    assertThat(stats.get("granularity").textValue()).isEqualTo("month");
    assertThat(stats.at("/kinds/0/total").longValue()).isEqualTo(4);
    assertThat(server.cells.segmentsRead)
        .singleElement()
        .satisfies(segment -> assertThat(segment.granularity()).isEqualTo(Granularity.MONTH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=x",
        "from=1957-10-04T19:28:34Z",
        "to=2400-01-01T00:00:00Z",
        "from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:00Z",
        "from=2026-11-20T10:00:00Z&to=2026-11-19T10:00:00Z",
        "from=2026-01-01T00:00:00Z&granularity=minute",
        "from=2022-01-01T00:00:00Z&granularity=day",
        "granularity=year",
        "granularity=all",
        "time_zone=Nowhere",
        "time_zone=%2B01:00:30",
        "time_zone=UTC%2B01:00:30",
        "kinds=",
        "kinds=share",
        "breakdown=age",
        "top=0",
        "top=51",
        "top=x"
      })
  void rejectsWrongParameters(String query) throws Exception {
    HttpResponse<String> answer = server.get("/me/stats?" + query, OWNER);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    Contract.read(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=2025-11-20T00:00:00Z&granularity=day&time_zone=Asia/Kolkata",
        "from=2022-11-01T00:00:00Z&granularity=day&time_zone=Asia/Kolkata",
        "from=2018-01-01T00:00:00Z&time_zone=Asia/Kolkata",
        "from=2008-01-01T00:00:00Z&time_zone=Europe/Berlin",
        "from=2026-01-01T00:00:00Z&to=2139-01-01T00:00:00Z&time_zone=Asia/Kathmandu"
      })
  void everyTimeZoneHasAsManyPoints(String query) throws Exception {
    JsonNode stats = Contract.read(server.get("/me/stats?kinds=play&" + query, OWNER));

    assertThat(stats.at("/kinds/0/total").longValue()).as(stats.toString()).isEqualTo(4);
  }

  @Test
  void pointsThatHaveNotBegunAreNotRead() throws Exception {
    play(11, "2027-02-03T10:00:00Z", null, null, null);
    server.cells.segmentsRead.clear();
    String range = "/me/stats?kinds=play&granularity=day&from=%s&to=2028-01-01T00:00:00Z";

    JsonNode some = Contract.read(server.get(range.formatted("2026-11-01T00:00:00Z"), OWNER));
    assertThat(some.at("/kinds/0/total").longValue()).isEqualTo(4);
    assertThat(server.cells.segmentsRead).hasSize(1);
    JsonNode none = Contract.read(server.get(range.formatted("2027-01-01T00:00:00Z"), OWNER));
    assertThat(none.at("/kinds/0/total").longValue()).isZero();
    assertThat(server.cells.segmentsRead).hasSize(1);
  }

  private int status(String path, long user) throws Exception {
    HttpResponse<String> answer = server.get(path, user);
    Contract.read(answer);
    return answer.statusCode();
  }

  private static List<String> kinds(JsonNode stats) {
    return stats.get("kinds").findValuesAsText("kind");
  }

  private static List<String> series(JsonNode kind) {
    List<String> series = new ArrayList<>();
    kind.get("series")
        .forEach(
            point ->
                series.add(point.get("time").textValue() + " " + point.get("total").longValue()));
    return series;
  }

  private void play(long track, String time, Long actor, String country, String source) {
    put(StatKind.PLAY, track, time, actor, country, source);
  }

  private void put(
      StatKind kind, long track, String time, Long actor, String country, String source) {
    put(server, kind, track, time, actor, country, source);
  }

  private static void put(
      TestServer server,
      StatKind kind,
      long track,
      String time,
      Long actor,
      String country,
      String source) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    server.cells.put(
        kind, new DomainEvent("a", track, actor, micros, country, source, null), OWNER);
  }
}
