package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.playlist;
import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.search.SearchFilters;
import io.fanfare.api.search.SearchFilters.NumberRange;
import io.fanfare.api.search.SearchIndex.SearchQuery;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.search.DocumentKind;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchHttpTest {

  private static final long NOW = TestServer.NOW_MICROS;

  private final TestServer server = TestServer.start();

  @BeforeEach
  void putAnArtist() {
    server.models.put(user(22));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsTracksByTheirRows() throws Exception {
    putTrack(11);

    JsonNode page = Contract.read(server.get("/tracks?q=track&linked_partitioning=true"));

    assertThat(page.has("next_href")).isFalse();
    JsonNode found = page.at("/collection/0");
    assertThat(found.get("kind").textValue()).isEqualTo("track");
    assertThat(found.get("urn").textValue()).isEqualTo("soundcloud:tracks:11");
    assertThat(found.get("title").textValue()).isEqualTo("track 11");
    assertThat(found.get("access").textValue()).isEqualTo("playable");
    assertThat(found.at("/user/username").textValue()).isEqualTo("user 22");
  }

  @Test
  void showsPlaylistsAndUsers() throws Exception {
    server.models.put(playlist(7, 22, NOW));
    server.index.put(DocumentKind.PLAYLIST, 7, "playlist 7");
    server.index.put(DocumentKind.USER, 22, "user 22");

    assertThat(urns(Contract.read(server.get("/playlists?q=playlist"))))
        .containsExactly("soundcloud:playlists:7");
    assertThat(urns(Contract.read(server.get("/users?q=user"))))
        .containsExactly("soundcloud:users:22");
  }

  @Test
  void leavesOutDocumentsThatAreNoLongerLive() throws Exception {
    for (long id = 1; id <= 6; id++) {
      putTrack(id);
    }
    server.models.removeTrack(1);
    server.models.put(Track.newBuilder(track(2, 22, NOW)).setSharing("private").build());
    server.models.put(Track.newBuilder(track(3, 22, NOW)).setState("processing").build());
    server.models.put(track(4, 22, null));
    server.models.put(track(5, 999, NOW));
    server.index.put(DocumentKind.USER, 999, "user 999");
    server.models.put(playlist(7, 22, null));
    server.index.put(DocumentKind.PLAYLIST, 7, "playlist 7");

    assertThat(urns(Contract.read(server.get("/tracks?q=track"))))
        .containsExactly("soundcloud:tracks:6");
    assertThat(urns(Contract.read(server.get("/users")))).isEmpty();
    assertThat(urns(Contract.read(server.get("/playlists")))).isEmpty();
    assertThat(urns(Contract.read(server.get("/search/suggest?q=track"))))
        .containsExactly("soundcloud:tracks:6");
  }

  @Test
  void walksToTheEndAndSeesEachHitOnceWhileOthersArrive() throws Exception {
    for (long id = 0; id < 25; id++) {
      putTrack(id);
    }

    List<String> seen = new ArrayList<>();
    HttpResponse<String> response =
        server.get("/tracks?limit=10&q=%20track%20&access=playable&linked_partitioning=1");
    for (int page = 0; ; page++) {
      JsonNode answer = Contract.read(response);
      seen.addAll(urns(answer));
      if (!answer.has("next_href")) {
        assertThat(page).isEqualTo(2);
        break;
      }
      assertThat(answer.get("next_href").textValue())
          .startsWith("https://feed.example/tracks?q=track&limit=10&access=playable&")
          .contains("&linked_partitioning=true&cursor=");
      putTrack(100 + page);
      response = server.follow(answer.get("next_href").textValue());
    }
    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void hasANextPageOnlyIfRequested() throws Exception {
    putTrack(1);
    putTrack(2);

    JsonNode best = Contract.read(server.get("/tracks?q=track&limit=1&linked_partitioning=false"));
    assertThat(urns(best)).containsExactly("soundcloud:tracks:1");
    assertThat(best.has("next_href")).isFalse();
    assertThat(Contract.read(server.get("/tracks?q=track&limit=1"))).isEqualTo(best);
  }

  @Test
  void acceptsACursorFromAnyUserButOnlyForItsSearch() throws Exception {
    putTrack(1);
    putTrack(2);
    String next = nextHref("/tracks?q=track&limit=1&linked_partitioning=true");
    String cursor = next.substring(next.indexOf("&cursor="));

    assertThat(server.get("/tracks?q=track&limit=200" + cursor, 3).statusCode()).isEqualTo(200);
    for (String other :
        List.of("/tracks?q=tracks", "/tracks?q=track&tags=a", "/users?q=track", "/tracks?q=")) {
      assertThat(assertError(server.get(other + cursor), 400)).contains("next_href");
    }
    assertError(server.get("/tracks?q=track" + cursor + "x"), 400);
    assertError(server.get("/tracks?q=track&cursor="), 400);
  }

  @Test
  void reportsAnExpiredSearch() throws Exception {
    putTrack(1);
    putTrack(2);
    String next = nextHref("/tracks?q=track&limit=1&linked_partitioning=true");
    server.index.loseStates();

    assertThat(assertError(server.follow(next), 410)).isEqualTo("The search is gone.");
  }

  @Test
  void filtersTracks() throws Exception {
    assertThat(
            server
                .get(
                    "/tracks?genres=Hip%20Hop,%20Jazz&tags=a&bpm[from]=100&bpm%5Bto%5D=120"
                        + "&duration[to]=60000&created_at[from]=2026-11-20%2010:00:00"
                        + "&created_at[to]=1970-01-01%2000:00:01&urns=soundcloud:tracks:5")
                .statusCode())
        .isEqualTo(200);

    assertThat(server.index.lastQuery())
        .isEqualTo(
            new SearchQuery(
                DocumentKind.TRACK,
                "",
                new SearchFilters(
                    List.of("Hip Hop", "Jazz"),
                    List.of("a"),
                    new NumberRange(100L, 120L),
                    new NumberRange(null, 60_000L),
                    new NumberRange(1_795_168_800_000_000L, 1_999_999L),
                    List.of(5L))));
  }

  @Test
  void showsNothingIfPlayableTracksAreNotRequested() throws Exception {
    putTrack(1);
    assertThat(urns(Contract.read(server.get("/tracks?access=preview,blocked")))).isEmpty();
  }

  @Test
  void suggestsNamesOfAllKinds() throws Exception {
    putTrack(1);
    server.models.put(playlist(7, 22, NOW));
    server.index.put(DocumentKind.PLAYLIST, 7, "track list");
    server.index.put(DocumentKind.USER, 22, "tracker");

    JsonNode suggested = Contract.read(server.get("/search/suggest?q=tr")).get("collection");

    assertThat(suggested)
        .hasToString(
            "[{\"kind\":\"track\",\"urn\":\"soundcloud:tracks:1\",\"text\":\"track 1\","
                + "\"artist\":\"user 22\"},"
                + "{\"kind\":\"playlist\",\"urn\":\"soundcloud:playlists:7\","
                + "\"text\":\"playlist 7\",\"artist\":\"user 22\"},"
                + "{\"kind\":\"user\",\"urn\":\"soundcloud:users:22\",\"text\":\"user 22\"}]");
    assertThat(urns(Contract.read(server.get("/search/suggest?q=tr&limit=2")))).hasSize(2);
    assertThat(urns(Contract.read(server.get("/search/suggest?q=%20")))).isEmpty();
    assertThat(urns(Contract.read(server.get("/search/suggest")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "q=a&q=b",
        "genres=",
        "genres=,%20,",
        "bpm[from]=-1",
        "bpm[to]=1e9",
        "duration[from]=9999999999",
        "created_at[from]=2026-11-20",
        "created_at[to]=2026-02-30%2010:00:00",
        "created_at[to]=2026-02-20T10:00:00",
        "created_at[from]=%2B999999999-01-01%2000:00:00",
        "urns=5",
        "urns=soundcloud:users:5",
        "urns=soundcloud:tracks:99999999999999999999",
        "access=all",
        "linked_partitioning=yes"
      })
  void rejectsWrongParameters(String query) throws Exception {
    assertError(server.get("/tracks?" + query), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tracks?ids=970100,973001",
        "/tracks?q=x&offset=10",
        "/tracks?genre=dub",
        "/users?genres=dub",
        "/search/suggest?q=x&page=2",
        "/me/feed?offset=10",
        "/me/stats?zone=UTC"
      })
  void refusesParametersThatItDoesNotHave(String path) throws Exception {
    assertError(server.get(path), 400);
  }

  @Test
  void namesWhatToUseInsteadOfTheParametersOfOthers() throws Exception {
    assertThat(assertError(server.get("/tracks?ids=1"), 400)).contains("urns");
    assertThat(assertError(server.get("/tracks?offset=10"), 400)).contains("next_href");
    assertThat(assertError(server.get("/playlists?" + "x".repeat(1_000) + "=1"), 400))
        .contains("limit", "q")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20 10:00:00",
        "2026-11-20 10:00:00 +0000",
        "2026/11/20 10:00:00 +0000",
        "2026-11-20T10:00:00Z",
        "2026-11-20T11:00:00+01:00",
        "2026-11-20T10:00:00.000Z"
      })
  void readsATimeInEveryFormThatAnswersHave(String time) throws Exception {
    String encoded = URLEncoder.encode(time, UTF_8);
    assertThat(server.get("/tracks?created_at[from]=" + encoded).statusCode()).isEqualTo(200);
    assertThat(server.index.lastQuery().filters().createdAt())
        .isEqualTo(new NumberRange(1_795_168_800_000_000L, null));
    // A client that encodes no plus.
    assertThat(server.get("/tracks?created_at[from]=" + time.replace(" ", "%20")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void readsValuesWithCommasInQuotes() throws Exception {
    server.get("/tracks?genres=%22Folk,%20World,%20%26%20Country%22,Dub");
    assertThat(server.index.lastQuery().filters().genres())
        .containsExactly("Folk, World, & Country", "Dub");
  }

  @Test
  void searchesForAsMuchOfALongTextAsFits() throws Exception {
    String title = "word ".repeat(50);
    assertThat(server.get("/tracks?q=" + title.replace(" ", "%20")).statusCode()).isEqualTo(200);
    assertThat(server.index.lastQuery().text()).isEqualTo("word ".repeat(40).strip());
    assertThat(server.get("/users?q=" + "%F0%9F%8E%BA".repeat(201)).statusCode()).isEqualTo(200);
    assertThat(server.index.lastQuery().text()).isEqualTo("🎺".repeat(200));
    assertThat(server.get("/search/suggest?q=" + "a".repeat(201)).statusCode()).isEqualTo(200);
  }

  @Test
  void rejectsFiltersThatAreTooLong() throws Exception {
    assertError(server.get("/tracks?tags=" + "a,".repeat(201)), 400);
    assertError(server.get("/tracks?tags=" + "a".repeat(201)), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0",
        "\n\t\r",
        "title:* AND (\"",
        "*",
        "../../_search",
        "{\"match_all\":{}}",
        "\u202Eelttil\u202C",
        "🎺👩‍🎤🏳️‍🌈",
        "ไทย",
        "\uFFFF\uFFFE",
        "' OR 1=1 --",
        "Z̷̢̛͉̘̭̙̬a̴l̸g̶o"
      })
  void answersAnyText(String text) throws Exception {
    String query = "?q=" + URLEncoder.encode(text, UTF_8);

    assertThat(server.get("/tracks" + query).statusCode()).isEqualTo(200);
    assertThat(server.get("/users" + query).statusCode()).isEqualTo(200);
    assertThat(server.get("/search/suggest" + query).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%ff", "%ED%A0%80", "%C0%80", "%00", "a%"})
  void answersOrRejectsInvalidEncodings(String encoded) throws Exception {
    String line = "GET /tracks?q=" + encoded + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    String token = "Authorization: Bearer " + server.token(TestServer.LISTENER) + "\r\n\r\n";

    assertThat(server.exchange(line + token)).matches("(?s)HTTP/1.1 (200|400) .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tracks", "/playlists", "/users", "/search/suggest?q=a"})
  void requiresATokenAndReportsAnAbsentIndex(String path) throws Exception {
    assertError(server.send(server.request(path)), 401);
    HttpResponse<String> head =
        server.send(server.request(path).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(401);

    server.index.fail(new UnavailableException("The index is absent.", null));
    HttpResponse<String> absent = server.get(path);
    assertThat(assertError(absent, 503)).isEqualTo("The index is absent.");
    assertThat(absent.headers().firstValue("Retry-After")).contains("1");
    assertThat(server.get("/me/feed").statusCode()).isEqualTo(200);
  }

  private String nextHref(String path) throws Exception {
    return Contract.read(server.get(path)).get("next_href").textValue();
  }

  private void putTrack(long id) {
    server.models.put(track(id, 22, NOW));
    server.index.put(DocumentKind.TRACK, id, "track " + id);
  }

  private static String assertError(HttpResponse<String> response, int status) {
    JsonNode error = Contract.read(response);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(error.get("code").intValue()).isEqualTo(status);
    return error.get("message").textValue();
  }

  private static List<String> urns(JsonNode page) {
    List<String> urns = new ArrayList<>();
    page.get("collection").forEach(item -> urns.add(item.get("urn").textValue()));
    return urns;
  }
}
