package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.playlist;
import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.models.KeyList;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.stats.StatKind;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted around a single track, playlist or user. */
class CountsHttpTest {

  private static final long NOW = TestServer.NOW_MICROS;
  private static final long ARTIST = 22;
  private static final String TRACK = "/tracks/soundcloud:tracks:11";
  private static final String PLAYLIST = "/playlists/soundcloud:playlists:7";
  private static final String USER = "/users/soundcloud:users:22";

  private static final List<String> NAMES =
      List.of(
          "favoritings_count",
          "reposts_count",
          "comment_count",
          "followers_count",
          "followings_count",
          "track_count",
          "playlist_count",
          "duration");

  private final TestServer server = TestServer.start();

  @BeforeEach
  void put() {
    server.models.put(user(ARTIST));
    putTrack(track(11, ARTIST, NOW), 60_000);
    putTrack(track(12, ARTIST, NOW), 500);
    putTrack(Track.newBuilder(track(13, ARTIST, NOW)).setSharing("private").build(), 7);
    putTrack(track(14, ARTIST, NOW + 3_600_000_000L), 7);
    server.models.put(playlist(7, ARTIST, NOW));
    server.models.put(playlist(8, ARTIST, null));
    server.lists.add(KeyList.PLAYLISTS_OF_USER, ARTIST, 7);
    server.lists.add(KeyList.PLAYLISTS_OF_USER, ARTIST, 8);
  }

  private void putTrack(Track track, long duration) {
    track.setDuration(duration);
    server.models.put(track);
    server.lists.add(KeyList.TRACKS_OF_USER, track.getUserId(), track.getId());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTrackHasTheTotalsOfItsLikesRepostsAndComments() throws Exception {
    count(StatKind.LIKE, 3, 11, ARTIST);
    count(StatKind.REPOST, 2, 11, ARTIST);
    count(StatKind.COMMENT, 1, 11, ARTIST);
    count(StatKind.LIKE, 9, 12, ARTIST);
    JsonNode track = read(TRACK);
    assertThat(track.get("favoritings_count").longValue()).isEqualTo(3);
    assertThat(track.get("reposts_count").longValue()).isEqualTo(2);
    assertThat(track.get("comment_count").longValue()).isEqualTo(1);
    assertThat(read("/tracks/soundcloud:tracks:12").get("comment_count").longValue()).isZero();
  }

  @Test
  void aUserHasFollowsAndWhatEverybodyMaySee() throws Exception {
    count(StatKind.FOLLOW, 4, 0, ARTIST);
    server.lists.add(KeyList.FOLLOWINGS_OF_USER, ARTIST, 5);
    server.lists.add(KeyList.FOLLOWINGS_OF_USER, ARTIST, 6);
    JsonNode user = read(USER);
    assertThat(user.get("followers_count").longValue()).isEqualTo(4);
    assertThat(user.get("followings_count").longValue()).isEqualTo(2);
    assertThat(user.get("track_count").longValue()).isEqualTo(2);
    assertThat(user.get("playlist_count").longValue()).isEqualTo(1);
    assertThat(Contract.read(server.get("/me", ARTIST))).isEqualTo(user);
  }

  @Test
  void aPlaylistHasTheTracksOfItsListAndTheirDuration() throws Exception {
    putTrack(track(15, 999, NOW), 7);
    int position = 0;
    for (long id : List.of(11, 12, 13, 14, 15, 16, 11)) {
      server.lists.add(7, position++, id);
    }
    JsonNode playlist = read(PLAYLIST);
    assertThat(playlist.get("track_count").intValue())
        .isEqualTo(read(PLAYLIST + "/tracks").get("collection").size())
        .isEqualTo(3);
    assertThat(playlist.get("duration").longValue()).isEqualTo(120_500);
  }

  @Test
  void listsHaveNoCounts() throws Exception {
    JsonNode tracks = read(USER + "/tracks").get("collection");
    assertThat(tracks).hasSize(2);
    for (String name : NAMES.subList(0, 7)) {
      assertThat(tracks.findValues(name)).as(name).isEmpty();
    }
    assertThat(read(TRACK).get("user").has("followers_count")).isFalse();
  }

  @Test
  void whatIsNotKnownInTimeIsLeftOutAndReachesNoCache() throws Exception {
    assertThat(answer(USER).headers().firstValue("CDN-Cache-Control")).contains("max-age=60");
    server.cells.answers = false;
    server.counts.answers = false;
    for (String path : List.of("/tracks/soundcloud:tracks:12", "/users/soundcloud:users:1")) {
      assertUnknown(answer(path));
    }
    assertUnknown(answer(PLAYLIST));
  }

  private static void assertUnknown(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode row = Contract.read(answer);
    NAMES.stream()
        .filter(name -> !name.equals("duration") || row.get("kind").asText().equals("playlist"))
        .forEach(name -> assertThat(row.has(name)).as(name).isFalse());
    assertThat(answer.headers().firstValue("CDN-Cache-Control")).contains("no-store");
  }

  @Test
  void aCountThatIsAboutToChangeReachesNoCache() throws Exception {
    putTrack(track(16, ARTIST, NOW + 75_000_001), 7);
    assertThat(answer(USER).headers().firstValue("CDN-Cache-Control")).contains("max-age=60");
    putTrack(track(17, ARTIST, NOW + 75_000_000), 7);
    assertThat(answer(USER).headers().firstValue("CDN-Cache-Control")).contains("no-store");
  }

  private void count(StatKind kind, int times, long track, long owner) {
    for (int i = 0; i < times; i++) {
      server.cells.put(kind, new DomainEvent("x", track, 7L, 0L, null, null, null), owner);
    }
  }

  private HttpResponse<String> answer(String path) throws Exception {
    return server.send(server.request(path));
  }

  private JsonNode read(String path) throws Exception {
    return Contract.read(answer(path));
  }
}
