package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.playlist;
import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.models.KeyList;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Track;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of public answers for a cache in front of the API. */
class PublicAnswersHttpTest {

  private static final long NOW = TestServer.NOW_MICROS;
  private static final long ARTIST = 22;
  private static final String TRACK = "/tracks/soundcloud:tracks:11";

  private final TestServer server = TestServer.start();

  @BeforeEach
  void put() {
    server.models.put(user(ARTIST));
    server.models.put(user(5));
    server.models.put(track(11, ARTIST, NOW));
    server.models.put(playlist(7, ARTIST, NOW));
    server.lists.add(7, 1, 11);
    server.lists.add(KeyList.TRACKS_OF_USER, ARTIST, 11);
    server.lists.add(KeyList.PLAYLISTS_OF_USER, ARTIST, 7);
    server.lists.add(KeyList.TRACKS_LIKED_BY_USER, 5, 11);
    server.lists.add(KeyList.TRACKS_REPOSTED_BY_USER, 5, 11);
    server.lists.add(KeyList.FOLLOWERS_OF_USER, ARTIST, 5);
    server.lists.add(KeyList.FOLLOWINGS_OF_USER, 5, ARTIST);
    server.lists.add(KeyList.FAVORITERS_OF_TRACK, 11, 5);
    server.lists.add(KeyList.REPOSTERS_OF_TRACK, 11, 5);
    server.lists.add(new Comment(4L, 5L, 11L, "here", null, null));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anAnswerHasTheKeysOfAllThatItIsMadeOf() throws Exception {
    assertKeys(
        "/users/soundcloud:users:22",
        "user-22",
        "followings-of-user-22",
        "tracks-of-user-22",
        "playlists-of-user-22");
    assertKeys(TRACK, "track-11", "user-22");
    assertKeys(
        "/playlists/soundcloud:playlists:7", "playlist-7", "user-22", "tracks-of-playlist-7");
    String artist = "/users/soundcloud:users:22";
    assertKeys(artist + "/tracks", "user-22", "tracks-of-user-22", "track-11");
    assertKeys(artist + "/playlists", "user-22", "playlists-of-user-22", "playlist-7");
    assertKeys(artist + "/followers", "user-22", "followers-of-user-22", "user-5");
    String fan = "/users/soundcloud:users:5";
    assertKeys(fan + "/followings", "user-5", "followings-of-user-5", "user-22");
    assertKeys(fan + "/likes/tracks", "user-5", "likes-of-user-5", "track-11", "user-22");
    assertKeys(fan + "/reposts/tracks", "user-5", "reposts-of-user-5", "track-11", "user-22");
    assertKeys(TRACK + "/comments", "track-11", "user-22", "comments-of-track-11", "user-5");
    assertKeys(TRACK + "/favoriters", "track-11", "user-22", "likes-of-track-11", "user-5");
    assertKeys(TRACK + "/reposters", "track-11", "user-22", "reposts-of-track-11", "user-5");
    assertKeys(
        "/playlists/soundcloud:playlists:7/tracks",
        "playlist-7",
        "user-22",
        "tracks-of-playlist-7",
        "track-11");
    assertKeys("/oembed?url=soundcloud:tracks:11", "track-11", "user-22");
    assertKeys(
        "/widget?url=soundcloud:playlists:7",
        "playlist-7",
        "user-22",
        "tracks-of-playlist-7",
        "track-11");
  }

  private void assertKeys(String path, String... keys) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    List<String> expected = new ArrayList<>(List.of(keys));
    expected.add("all");
    assertThat(header(answer, "xkey").split(" ", -1))
        .as(path)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
    assertThat(header(answer, "CDN-Cache-Control")).isEqualTo("max-age=60");
    assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void whatIsNotThereHasKeysToo() throws Exception {
    HttpResponse<String> missing = get("/tracks/soundcloud:tracks:12");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(header(missing, "xkey").split(" ", -1)).containsExactlyInAnyOrder("all", "track-12");
    assertThat(header(missing, "CDN-Cache-Control")).isEqualTo("max-age=5");
    server.models.put(track(12, 999, NOW));
    assertThat(header(get("/tracks/soundcloud:tracks:12/comments"), "xkey").split(" ", -1))
        .containsExactlyInAnyOrder("all", "track-12", "user-999");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/tracks/soundcloud:tracks:11?x=1", "/oembed?url=soundcloud:tracks:11&format=xml"})
  void errorsAreKeptByNobody(String path) throws Exception {
    assertKeptByNobody(get(path));
  }

  private static void assertKeptByNobody(HttpResponse<String> answer) {
    assertThat(header(answer, "CDN-Cache-Control")).isNotEqualTo("max-age=60");
    assertThat(header(answer, "Cache-Control")).doesNotContain("public");
    assertThat(answer.headers().firstValue("xkey")).isEmpty();
  }

  @Test
  void privateAnswersStayPrivate() throws Exception {
    HttpResponse<String> mine = server.get("/me/followings");
    assertThat(header(mine, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(header(mine, "Vary")).isEqualTo("Authorization");
    assertThat(mine.headers().firstValue("xkey")).isEmpty();
    assertThat(header(get("/resolve?url=soundcloud:tracks:11"), "Cache-Control"))
        .isEqualTo("private, no-cache");
  }

  @Test
  void aServerThatIsBehindGivesNothingToCaches() throws Exception {
    server.isCurrent = false;
    assertNotForCaches(get(TRACK));
    assertNotForCaches(get("/tracks/soundcloud:tracks:12"));
    server.isCurrent = true;
    assertThat(header(get(TRACK), "CDN-Cache-Control")).isEqualTo("max-age=60");
  }

  private static void assertNotForCaches(HttpResponse<String> answer) {
    assertThat(header(answer, "CDN-Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
    assertThat(answer.headers().firstValue("xkey")).isEmpty();
  }

  @Test
  void anAnswerThatChangedWhileItWasMadeReachesNoCache() throws Exception {
    server.models.stall();
    CompletableFuture<HttpResponse<String>> answer =
        server.sendAsync(server.request(TRACK + "/comments"));
    Awaitility.await().until(server.models::isAsked);
    // It is read only afterwards, and all the same: this server may have read the old rows.
    server.fence.invalidated("comments-of-track-11");
    server.models.goOn();
    assertNotForCaches(answer.get(10, TimeUnit.SECONDS));
    assertThat(header(get(TRACK + "/comments"), "CDN-Cache-Control")).isEqualTo("max-age=60");
  }

  @Test
  void anAnswerOfTooManyKeysReachesNoCache() throws Exception {
    for (long id = 100; id < 162; id++) {
      server.models.put(user(id));
      server.lists.add(KeyList.FOLLOWERS_OF_USER, ARTIST, id);
    }
    String followers = "/users/soundcloud:users:22/followers?limit=";
    assertThat(header(get(followers + "61"), "xkey").split(" ", -1)).hasSize(64);
    assertNotForCaches(get(followers + "62"));
  }

  @Test
  void aTrackThatAppearsByItselfIsNotKept() throws Exception {
    server.models.put(track(11, ARTIST, NOW + 75_000_000));
    assertNotForCaches(get(TRACK));
    server.models.put(track(11, ARTIST, NOW + 75_000_001));
    assertThat(header(get(TRACK), "CDN-Cache-Control")).isEqualTo("max-age=5");
  }

  @ParameterizedTest
  @ValueSource(strings = {TRACK, TRACK + "/comments", "/widget?url=soundcloud:tracks:11"})
  void whatTheClientHasIsNotSentAgain(String path) throws Exception {
    String tag = header(get(path), "ETag");
    assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");
    for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      HttpResponse<String> same = server.send(server.request(path).header("If-None-Match", known));
      assertThat(same.statusCode()).as(known).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(header(same, "ETag")).isEqualTo(tag);
      assertThat(header(same, "CDN-Cache-Control")).isEqualTo("max-age=60");
      assertThat(header(same, "xkey")).contains("track-11");
    }
    for (String other : List.of("\"x\"", "")) {
      HttpResponse<String> all = server.send(server.request(path).header("If-None-Match", other));
      assertThat(all.statusCode()).as(other).isEqualTo(200);
    }
  }

  @Test
  void aChangeChangesTheTag() throws Exception {
    String before = header(get(TRACK), "ETag");
    server.models.put(Track.newBuilder(track(11, ARTIST, NOW)).setTitle("new").build());
    assertThat(header(get(TRACK), "ETag")).isNotEqualTo(before);
  }

  @Test
  void headHasTheHeadersOfGet() throws Exception {
    HttpResponse<String> head =
        server.send(server.request(TRACK).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    for (String name : List.of("ETag", "xkey", "Cache-Control", "CDN-Cache-Control")) {
      assertThat(header(head, name)).isEqualTo(header(get(TRACK), name));
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpResponse<String> answer = server.send(server.request(path));
    if (!path.startsWith("/widget")) {
      Contract.read(answer);
    }
    return answer;
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
