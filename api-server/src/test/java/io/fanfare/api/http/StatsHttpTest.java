package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
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
    for (String time :
        List.of(
            "2026-04-04T13:10:00Z",
            "2026-04-04T14:10:00Z",
            "2026-04-04T15:10:00Z",
            "2026-04-04T15:40:00Z",
            "2026-04-04T16:40:00Z",
            "2026-10-03T14:40:00Z",
            "2026-10-03T15:40:00Z",
            "2026-10-03T16:10:00Z")) {
      play(11, time, null, null, null);
    }
    String day = "&granularity=hour&kinds=play&time_zone=Australia/Lord_Howe";
    JsonNode autumn =
        Contract.read(
            server.get("/me/stats?from=2026-04-04T13:00:00Z&to=2026-04-04T17:00:00Z" + day, OWNER));
    assertThat(series(autumn.at("/kinds/0")))
        .extracting(point -> point.substring(11))
        .containsExactly(
            "00:00:00+11:00 1", "01:00:00+11:00 2", "02:00:00+10:30 1", "03:00:00+10:30 1");
    JsonNode spring =
        Contract.read(
            server.get("/me/stats?from=2026-10-03T14:30:00Z&to=2026-10-03T17:00:00Z" + day, OWNER));
    assertThat(series(spring.at("/kinds/0")))
        .extracting(point -> point.substring(11))
        .containsExactly("01:00:00+10:30 1", "02:30:00+11:00 1", "03:00:00+11:00 1");
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
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    server.cells.put(
        kind, new DomainEvent("a", track, actor, micros, country, source, null), OWNER);
  }
}
