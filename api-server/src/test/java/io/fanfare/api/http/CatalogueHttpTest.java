package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.playlist;
import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.models.KeyList;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Track;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody may read without a token. */
class CatalogueHttpTest {

  private static final long NOW = TestServer.NOW_MICROS;
  private static final long ARTIST = 22;

  private final TestServer server = TestServer.start();

  @BeforeEach
  void putAnArtist() {
    server.models.put(user(ARTIST));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsTracksPlaylistsAndUsers() throws Exception {
    server.models.put(track(11, ARTIST, NOW));
    server.models.put(playlist(7, ARTIST, NOW));
    assertThat(read("/tracks/soundcloud:tracks:11").at("/user/urn").textValue())
        .isEqualTo("soundcloud:users:22");
    assertThat(read("/playlists/soundcloud:playlists:7").get("kind").textValue())
        .isEqualTo("playlist");
    assertThat(read("/users/soundcloud:users:22").get("username").textValue()).isEqualTo("user 22");
  }

  @Test
  void hidesWhatNotEverybodyMaySee() throws Exception {
    server.models.put(Track.newBuilder(track(1, ARTIST, NOW)).setSharing("private").build());
    server.models.put(track(2, ARTIST, NOW + 1));
    server.models.put(track(3, 999, NOW));
    for (long id = 1; id <= 4; id++) {
      String track = "/tracks/soundcloud:tracks:" + id;
      assertThat(status(track)).isEqualTo(404);
      assertThat(status(track + "/comments")).isEqualTo(404);
    }
    assertThat(status("/users/soundcloud:users:999/tracks")).isEqualTo(404);
    assertThat(status("/tracks/11")).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tracks", "likes/tracks", "reposts/tracks"})
  void tracksOfAUserComeOnceEachByPages(String list) throws Exception {
    List<String> expected = new ArrayList<>();
    for (long id = 9; id >= 1; id--) {
      server.lists.add(listOf(list), ARTIST, id);
      // One in three is hidden: a page is shorter then.
      server.models.put(track(id, ARTIST, id % 3 == 0 ? null : NOW));
      if (id % 3 != 0) {
        expected.add("soundcloud:tracks:" + id);
      }
    }
    assertThat(walk("/users/soundcloud:users:22/%s?limit=2".formatted(list))).isEqualTo(expected);
  }

  private static KeyList listOf(String name) {
    return switch (name) {
      case "tracks" -> KeyList.TRACKS_OF_USER;
      case "likes/tracks" -> KeyList.TRACKS_LIKED_BY_USER;
      default -> KeyList.TRACKS_REPOSTED_BY_USER;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users/soundcloud:users:22/tracks",
        "/users/soundcloud:users:22/likes/tracks",
        "/users/soundcloud:users:22/reposts/tracks",
        "/playlists/soundcloud:playlists:7/tracks"
      })
  void everyTrackIsPlayable(String list) throws Exception {
    server.models.put(playlist(7, ARTIST, NOW));
    List<String> expected = new ArrayList<>();
    for (int id = 1; id <= 3; id++) {
      server.models.put(track(id, ARTIST, NOW));
      server.lists.add(7, id, id);
      for (String name : List.of("tracks", "likes/tracks", "reposts/tracks")) {
        server.lists.add(listOf(name), ARTIST, id);
      }
      expected.add("soundcloud:tracks:" + id);
    }
    assertThat(walk(list + "?limit=2&access=playable,preview"))
        .containsExactlyInAnyOrderElementsOf(expected);
    JsonNode next = read(list + "?limit=2&access=playable").get("next_href");
    assertThat(next.textValue()).contains("access=playable");
    JsonNode none = read(list + "?limit=2&access=blocked");
    assertThat(none.get("collection")).isEmpty();
    assertThat(none.path("next_href").isTextual()).isFalse();
    assertThat(status(list + "?access=all")).isEqualTo(400);
  }

  @Test
  void accessIsAboutTracksAlone() throws Exception {
    server.models.put(playlist(7, ARTIST, NOW));
    server.lists.add(KeyList.PLAYLISTS_OF_USER, ARTIST, 7);
    String playlists = "/users/soundcloud:users:22/playlists?access=blocked";
    assertThat(walk(playlists)).containsExactly("soundcloud:playlists:7");
    assertThat(status("/playlists/soundcloud:playlists:7?access=playable")).isEqualTo(200);
    assertThat(status("/playlists/soundcloud:playlists:7?access=all")).isEqualTo(400);
    assertThat(status("/users/soundcloud:users:22/followers?access=playable")).isEqualTo(400);
  }

  @Test
  void playlistsHaveTheirTracksInTheirOrder() throws Exception {
    server.models.put(playlist(7, ARTIST, NOW));
    for (long id = 1; id <= 3; id++) {
      server.models.put(track(id, ARTIST, NOW));
    }
    server.lists.add(7, 1, 3);
    server.lists.add(7, 2, 1);
    server.lists.add(7, 2, 2);
    server.lists.add(7, 5, 3);
    assertThat(walk("/playlists/soundcloud:playlists:7/tracks?limit=1"))
        .containsExactly(
            "soundcloud:tracks:3",
            "soundcloud:tracks:1",
            "soundcloud:tracks:2",
            "soundcloud:tracks:3");
  }

  @Test
  void commentsAreThoseOfUsersWhoAreThere() throws Exception {
    server.models.put(track(11, ARTIST, NOW));
    server.lists.add(new Comment(1L, ARTIST, 11L, "first", 1_500L, NOW));
    server.lists.add(new Comment(2L, 999L, 11L, "of nobody", null, NOW));
    server.lists.add(new Comment(3L, ARTIST, 11L, "third", null, null));
    JsonNode page = read("/tracks/soundcloud:tracks:11/comments");
    assertThat(page.get("collection")).hasSize(2);
    assertThat(page.at("/collection/1/body").textValue()).isEqualTo("first");
    assertThat(page.at("/collection/1/timestamp").textValue()).isEqualTo("1500");
    assertThat(page.at("/collection/0/urn").textValue()).isEqualTo("soundcloud:comments:3");
  }

  @Test
  void usersAreListedAroundUsersAndTracks() throws Exception {
    server.models.put(user(5));
    server.models.put(track(11, ARTIST, NOW));
    server.lists.add(KeyList.FOLLOWERS_OF_USER, ARTIST, 5);
    server.lists.add(KeyList.FOLLOWINGS_OF_USER, ARTIST, 5);
    server.lists.add(KeyList.FAVORITERS_OF_TRACK, 11, 5);
    server.lists.add(KeyList.REPOSTERS_OF_TRACK, 11, 5);
    for (String path :
        List.of(
            "/users/soundcloud:users:22/followers",
            "/users/soundcloud:users:22/followings",
            "/tracks/soundcloud:tracks:11/favoriters",
            "/tracks/soundcloud:tracks:11/reposters")) {
      assertThat(walk(path)).as(path).containsExactly("soundcloud:users:5");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"offset=1", "ids=1", "limit=0", "limit=201", "cursor=x", "x="})
  void whatIsNotSupportedIsRefused(String parameter) throws Exception {
    assertThat(status("/users/soundcloud:users:22/tracks?" + parameter)).isEqualTo(400);
    server.models.put(playlist(7, ARTIST, NOW));
    assertThat(status("/playlists/soundcloud:playlists:7/tracks?" + parameter)).isEqualTo(400);
  }

  @Test
  void aRowTakesNoParameters() throws Exception {
    JsonNode refused = read("/users/soundcloud:users:22?secret_token=x");
    assertThat(refused.get("code").intValue()).isEqualTo(400);
    assertThat(refused.get("message").textValue())
        .isEqualTo("The parameter secret_token is unknown here: this path has none.");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -7, 0, Long.MAX_VALUE})
  void idsAreAnyNumberOf64Bits(long id) throws Exception {
    server.models.put(user(id));
    server.models.put(track(id, id, NOW));
    server.models.put(playlist(id, id, NOW));
    for (KeyList list : KeyList.values()) {
      server.lists.add(list, id, id);
    }
    server.lists.add(new Comment(id, id, id, "here", 1L, NOW));
    server.lists.add(id, Integer.MIN_VALUE, id);
    String user = "soundcloud:users:" + id;
    String track = "soundcloud:tracks:" + id;
    String playlist = "soundcloud:playlists:" + id;
    assertThat(read("/users/" + user).get("urn").textValue()).isEqualTo(user);
    for (String list : List.of("tracks", "likes/tracks", "reposts/tracks")) {
      assertThat(walk("/users/%s/%s?limit=1".formatted(user, list))).containsExactly(track);
    }
    assertThat(walk("/users/%s/playlists?limit=1".formatted(user))).containsExactly(playlist);
    for (String list : List.of("followers", "followings")) {
      assertThat(walk("/users/%s/%s?limit=1".formatted(user, list))).containsExactly(user);
    }
    for (String list : List.of("favoriters", "reposters")) {
      assertThat(walk("/tracks/%s/%s?limit=1".formatted(track, list))).containsExactly(user);
    }
    assertThat(walk("/tracks/%s/comments?limit=1".formatted(track)))
        .containsExactly("soundcloud:comments:" + id);
    assertThat(walk("/playlists/%s/tracks?limit=1".formatted(playlist))).containsExactly(track);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tracks/soundcloud:tracks:9223372036854775808",
        "/tracks/soundcloud:users:22",
        "/tracks/soundcloud:tracks:01",
        "/playlists/7/tracks",
        "/users/%20/followers"
      })
  void whatIsNoNameOfARowIsNotFound(String path) throws Exception {
    assertThat(server.send(server.request(path)).statusCode()).isEqualTo(404);
  }

  /** A path that no client of a library would send. */
  @Test
  void aPathThatCannotBeDecodedIsNotFound() throws Exception {
    for (String segment : List.of("%u0041", "%zz", "soundcloud:tracks:1%4x")) {
      RawAnswer answer =
          RawAnswer.to(server, "GET /tracks/" + segment + "/stats", Map.of(), new byte[0]);
      assertThat(answer.status()).as(segment).isBetween(400, 404);
    }
    assertThat(RawAnswer.to(server, "GET /tracks/%u0041", Map.of(), new byte[0]).status())
        .isEqualTo(404);
  }

  @Test
  void headAnswersAsGetWithoutABody() throws Exception {
    for (String path : List.of("/users/soundcloud:users:22", "/users/soundcloud:users:22/tracks")) {
      var head = server.send(server.request(path).method("HEAD", BodyPublishers.noBody()));
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
    var missing =
        server.send(
            server.request("/users/soundcloud:users:999").method("HEAD", BodyPublishers.noBody()));
    assertThat(missing.statusCode()).isEqualTo(404);
  }

  @Test
  void noAnswerDependsOnWhoAsks() throws Exception {
    String path = "/users/soundcloud:users:22";
    for (String credentials : List.of("Bearer " + server.token(5), "nonsense")) {
      var answer = server.send(server.request(path).header("Authorization", credentials));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(server.send(server.request(path)).body());
    }
  }

  @Test
  void aCursorIsOfOneListOnly() throws Exception {
    for (long id = 1; id <= 3; id++) {
      server.models.put(track(id, ARTIST, NOW));
      server.lists.add(KeyList.TRACKS_OF_USER, ARTIST, id);
    }
    String next = read("/users/soundcloud:users:22/tracks?limit=1").get("next_href").textValue();
    String cursor = next.substring(next.indexOf("cursor="));
    assertThat(status("/users/soundcloud:users:22/tracks?" + cursor)).isEqualTo(200);
    assertThat(status("/users/soundcloud:users:22/likes/tracks?" + cursor)).isEqualTo(400);
  }

  @Test
  void theUserOfATokenReadsTheirOwn() throws Exception {
    server.models.put(track(11, ARTIST, NOW));
    server.lists.add(KeyList.FOLLOWINGS_OF_USER, TestServer.LISTENER, ARTIST);
    server.lists.add(KeyList.FOLLOWERS_OF_USER, TestServer.LISTENER, ARTIST);
    server.lists.add(KeyList.TRACKS_LIKED_BY_USER, TestServer.LISTENER, 11);
    assertThat(Contract.read(server.get("/me")).get("urn").textValue())
        .isEqualTo("soundcloud:users:1");
    assertThat(own("/me/followings")).isEqualTo("soundcloud:users:22");
    assertThat(own("/me/followers")).isEqualTo("soundcloud:users:22");
    assertThat(own("/me/likes/tracks")).isEqualTo("soundcloud:tracks:11");
  }

  private String own(String path) throws Exception {
    JsonNode page = Contract.read(server.get(path + "?limit=1"));
    assertThat(page.get("next_href").textValue())
        .startsWith(TestServer.PUBLIC_URL + path + "?limit=1&cursor=");
    assertThat(Contract.read(server.follow(page.get("next_href").textValue())).get("collection"))
        .isEmpty();
    return page.at("/collection/0/urn").textValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/me", "/me/followings", "/me/followers", "/me/likes/tracks"})
  void whatIsOnesOwnNeedsATokenOfAUser(String path) throws Exception {
    assertThat(status(path)).isEqualTo(401);
    var answer = server.get(path, 999);
    assertThat(answer.statusCode()).isEqualTo(404);
    Contract.read(answer);
  }

  private JsonNode read(String path) throws Exception {
    return Contract.read(server.send(server.request(path)));
  }

  private int status(String path) throws Exception {
    var answer = server.send(server.request(path));
    Contract.read(answer);
    return answer.statusCode();
  }

  /** The urns of all pages. */
  private List<String> walk(String path) throws Exception {
    List<String> urns = new ArrayList<>();
    String next = path;
    for (int pages = 0; next != null; pages++) {
      assertThat(pages).as("pages that lead to pages without end").isLessThan(20);
      JsonNode page = read(next);
      page.get("collection").forEach(item -> urns.add(item.get("urn").textValue()));
      next = page.has("next_href") ? relative(page.get("next_href").textValue()) : null;
    }
    return urns;
  }

  private static String relative(String href) {
    assertThat(href).startsWith(TestServer.PUBLIC_URL);
    URI uri = URI.create(href);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }
}
