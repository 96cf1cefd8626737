package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.models.InMemoryModels;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedHttpTest {

  private static final long NOW = TestServer.NOW_MICROS;
  private static final long MINUTE = 60_000_000;
  private static final long HOUR = 60 * MINUTE;

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsATrackWithAllFieldsOfItsRows() throws Exception {
    server.publish(11, 22, NOW);
    server.models.put(
        Track.newBuilder()
            .setId(11)
            .setUserId(22)
            .setTitle("Fanfare 🎺")
            .setPermalink("fanfare")
            .setDescription("")
            .setGenre("Brass")
            .setTagList("brass loud")
            .setDuration(40_000L)
            .setBpm(120)
            .setLicense("cc-by")
            .setArtworkUrl("https://img.example/1.jpg")
            .setSharing("public")
            .setState("finished")
            .setPublishedAt(NOW)
            .setCreatedAt(NOW - 1_000_000)
            .setUpdatedAt(NOW)
            .build());
    server.models.put(
        User.newBuilder()
            .setId(22)
            .setUsername("Aaron")
            .setPermalink("aaron")
            .setFullName("Aaron C.")
            .setAvatarUrl("https://img.example/2.jpg")
            .setCity("Berlin")
            .setCountryCode("DE")
            .setCreatedAt(NOW - 2_000_000)
            .setUpdatedAt(NOW)
            .build());

    JsonNode page = Contract.read(server.get("/me/feed"));

    assertThat(page.at("/collection/0").toPrettyString())
        .isEqualToIgnoringWhitespace(
            """
            {
              "id": "%s",
              "type": "track",
              "created_at": "2026/11/20 10:00:00 +0000",
              "reason": "followed_published",
              "closeness": {
                "likes": 0,
                "reposts": 0,
                "comments": 0
              },
              "origin": {
                "kind": "track",
                "urn": "soundcloud:tracks:11",
                "uri": "https://feed.example/tracks/soundcloud:tracks:11",
                "permalink_url": "https://feed.example/aaron/fanfare",
                "title": "Fanfare 🎺",
                "description": "",
                "genre": "Brass",
                "tag_list": "brass loud",
                "duration": 40000,
                "bpm": 120,
                "license": "cc-by",
                "artwork_url": "https://img.example/1.jpg",
                "sharing": "public",
                "access": "playable",
                "created_at": "2026/11/20 09:59:59 +0000",
                "playback_count": 0,
                "user": {
                  "kind": "user",
                  "urn": "soundcloud:users:22",
                  "uri": "https://feed.example/users/soundcloud:users:22",
                  "username": "Aaron",
                  "permalink": "aaron",
                  "permalink_url": "https://feed.example/aaron",
                  "full_name": "Aaron C.",
                  "avatar_url": "https://img.example/2.jpg",
                  "city": "Berlin",
                  "country": "Germany",
                  "created_at": "2026-11-20T09:59:58Z",
                  "last_modified": "2026-11-20T10:00:00Z"
                }
              }
            }
            """
                .formatted(page.at("/collection/0/id").textValue()));
  }

  @Test
  void namesTheReposterOnlyOfReposts() throws Exception {
    Activity published = server.publish(11, 22, NOW - 1);
    server.models.put(InMemoryModels.user(33));
    server.repost(33, published.getObjectId(), NOW);

    JsonNode items = Contract.read(server.get("/me/feed/tracks")).get("collection");

    assertThat(items.at("/0/type").textValue()).isEqualTo("track:repost");
    assertThat(items.at("/0/reposter").textValue()).isEqualTo("soundcloud:users:33");
    assertThat(items.at("/0/origin/user/urn").textValue()).isEqualTo("soundcloud:users:22");
    assertThat(items.at("/1/type").textValue()).isEqualTo("track");
    assertThat(items.at("/1").has("reposter")).isFalse();
    assertThat(items.at("/0/reposter_user/urn").textValue()).isEqualTo("soundcloud:users:33");
    assertThat(items.at("/0/reposter_user/username").textValue()).isEqualTo("user 33");
    assertThat(items.at("/1").has("reposter_user")).isFalse();
  }

  @Test
  void showsTheReasonAndTheClosenessOfEachItem() throws Exception {
    Activity published = server.publish(11, 22, NOW - 1);
    server.models.put(InMemoryModels.user(33));
    server.repost(33, published.getObjectId(), NOW);
    server.putCloseness(Map.of(33L, new Closeness(3, 2, 1)));

    JsonNode items = Contract.read(server.get("/me/feed/tracks")).get("collection");

    assertThat(items.at("/0/reason").textValue()).isEqualTo("followed_reposted");
    assertThat(items.at("/0/closeness").toString())
        .isEqualTo("{\"likes\":3,\"reposts\":2,\"comments\":1}");
    assertThat(items.at("/1/reason").textValue()).isEqualTo("followed_published");
    assertThat(items.at("/1/closeness/likes").intValue()).isZero();
  }

  @Test
  void showsAFeedWithoutClosenessWhileItIsUnknown() throws Exception {
    server.publish(11, 22, NOW);
    server.putCloseness(null);

    JsonNode items = Contract.read(server.get("/me/feed")).get("collection");

    assertThat(items).hasSize(1);
    assertThat(items.at("/0").has("closeness")).isFalse();
  }

  @Test
  void showsPlaylistsOnlyOnTheFeedOfAllKinds() throws Exception {
    server.models.put(InMemoryModels.user(22));
    server.models.put(InMemoryModels.playlist(7, 22, NOW));
    server.dashboards.put(new Activity(ActivityKind.PLAYLIST, 22L, 7L, NOW));

    JsonNode items = Contract.read(server.get("/me/feed")).get("collection");
    assertThat(items.at("/0/type").textValue()).isEqualTo("playlist");
    assertThat(items.at("/0/origin/urn").textValue()).isEqualTo("soundcloud:playlists:7");
    assertThat(items.at("/0/origin/title").textValue()).isEqualTo("playlist 7");
    assertThat(Contract.read(server.get("/me/feed/tracks")).get("collection")).isEmpty();
  }

  @Test
  void givesEntriesStableIdsThatDifferWithinASecond() throws Exception {
    server.publish(11, 22, NOW);
    server.repost(22, 11, NOW);
    server.publish(12, 22, NOW - 1);

    List<String> ids = new ArrayList<>();
    Contract.read(server.get("/me/feed"))
        .get("collection")
        .forEach(item -> ids.add(item.get("id").textValue()));

    assertThat(ids).hasSize(3).doesNotHaveDuplicates();
    JsonNode again = Contract.read(server.get("/me/feed/tracks"));
    assertThat(again.at("/collection/0/id").textValue()).isEqualTo(ids.get(0));
  }

  @Test
  void walksToTheEndAndSeesEachEntryOnceWhileOthersArrive() throws Exception {
    for (int id = 0; id < 25; id++) {
      server.publish(id, 22, NOW - id / 3);
    }

    List<String> seen = new ArrayList<>();
    HttpResponse<String> response = server.get("/me/feed?limit=10");
    for (int page = 0; ; page++) {
      JsonNode answer = Contract.read(response);
      answer.get("collection").forEach(item -> seen.add(item.at("/origin/urn").textValue()));
      if (!answer.has("next_href")) {
        assertThat(page).isEqualTo(2);
        break;
      }
      assertThat(answer.get("next_href").textValue()).contains("limit=10").contains("cursor=");
      server.publish(100 + page, 22, NOW + page);
      response = server.follow(answer.get("next_href").textValue());
    }

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void aFullLastPageHasNoNextHref() throws Exception {
    server.publish(1, 22, NOW);
    server.publish(2, 22, NOW - 1);

    JsonNode page = Contract.read(server.get("/me/feed?limit=2"));

    assertThat(page.get("collection")).hasSize(2);
    assertThat(page.has("next_href")).isFalse();
  }

  @Test
  void futureHrefLeadsToWhatCameSinceWhateverItsTime() throws Exception {
    server.publish(1, 22, NOW - HOUR);
    server.publish(2, 22, NOW - MINUTE);
    JsonNode first = Contract.read(server.get("/me/feed?limit=1&access=playable"));
    assertThat(urns(first)).containsExactly("soundcloud:tracks:2");
    server.arrive(3, 22, NOW - 24 * HOUR);
    server.arrive(4, 22, NOW - 10 * MINUTE);

    JsonNode newest = Contract.read(server.follow(first.get("future_href").textValue()));
    assertThat(urns(newest)).containsExactly("soundcloud:tracks:4");
    JsonNode next = Contract.read(server.follow(newest.get("next_href").textValue()));
    assertThat(urns(next)).containsExactly("soundcloud:tracks:3");
    assertThat(next.has("next_href")).isFalse();
    assertThat(next.get("future_href").textValue()).contains("limit=1&access=playable&cursor=");
    for (JsonNode page : List.of(newest, next)) {
      assertThat(urns(Contract.read(server.follow(page.get("future_href").textValue())))).isEmpty();
    }
  }

  @Test
  void theFutureHrefOfAnOlderPageLeadsToWhatCameSinceTheFirstPage() throws Exception {
    server.publish(1, 22, NOW - HOUR);
    server.publish(2, 22, NOW - MINUTE);
    JsonNode first = Contract.read(server.get("/me/feed?limit=1"));
    server.arrive(3, 22, NOW);
    JsonNode second = Contract.read(server.follow(first.get("next_href").textValue()));
    assertThat(urns(second)).containsExactly("soundcloud:tracks:1");

    assertThat(urns(Contract.read(server.follow(second.get("future_href").textValue()))))
        .containsExactly("soundcloud:tracks:3");
  }

  @Test
  void aPollFindsAnEntryThatComesBeforeItsRows() throws Exception {
    String poll = Contract.read(server.get("/me/feed")).get("future_href").textValue();
    server.models.put(InMemoryModels.user(22));
    server.models.putUnseen(InMemoryModels.track(11, 22, NOW), 1);
    Activity activity = new Activity(ActivityKind.TRACK, 22L, 11L, NOW);
    server.dashboards.put(activity);
    server.log.added(TestServer.LISTENER, activity);

    assertThat(urns(Contract.read(server.follow(poll)))).containsExactly("soundcloud:tracks:11");
  }

  @Test
  void aPollShowsOnlyWhatTheFeedShows() throws Exception {
    String all = Contract.read(server.get("/me/feed")).get("future_href").textValue();
    String tracks = Contract.read(server.get("/me/feed/tracks")).get("future_href").textValue();
    server.arrive(1, 22, NOW);
    server.log.added(2, server.publish(2, 22, NOW));
    server.arrive(3, 22, NOW);
    server.models.removeTrack(3);
    server.models.put(InMemoryModels.playlist(7, 22, NOW));
    server.log.added(TestServer.LISTENER, new Activity(ActivityKind.PLAYLIST, 22L, 7L, NOW));

    assertThat(urns(Contract.read(server.follow(all))))
        .containsExactly("soundcloud:playlists:7", "soundcloud:tracks:1");
    assertThat(urns(Contract.read(server.follow(tracks)))).containsExactly("soundcloud:tracks:1");
  }

  @Test
  void aPollAfterTooMuchHasToReadTheFeedAgain() throws Exception {
    String poll = Contract.read(server.get("/me/feed")).get("future_href").textValue();
    server.arrive(1, 22, NOW);
    Activity activity = server.publish(2, 22, NOW);
    for (int i = 1; i < 500; i++) {
      server.log.added(TestServer.LISTENER, activity);
    }
    assertThat(urns(Contract.read(server.follow(poll)))).hasSize(2);
    server.log.added(TestServer.LISTENER, activity);

    HttpResponse<String> gone = server.follow(poll);
    assertError(gone, 410);
    assertThat(gone.body()).contains("read the feed again");
  }

  @Test
  void aPollWhoseEventsAreGoneHasToReadTheFeedAgain() throws Exception {
    String poll = Contract.read(server.get("/me/feed")).get("future_href").textValue();
    server.arrive(1, 22, NOW);
    server.log.lose();
    server.log.forgetBefore(1);
    server.log.follow();

    assertError(server.follow(poll), 410);
  }

  @Test
  void pollsWaitForTheEventsAndThenMissNothing() throws Exception {
    server.log.lose();
    String poll = Contract.read(server.get("/me/feed")).get("future_href").textValue();
    HttpResponse<String> unavailable = server.follow(poll);
    assertError(unavailable, 503);
    server.arrive(1, 22, NOW);
    server.log.follow();

    assertThat(urns(Contract.read(server.follow(poll)))).containsExactly("soundcloud:tracks:1");
  }

  @Test
  void isEmptyForAUserWithoutARow() throws Exception {
    server.publish(1, 22, NOW);
    HttpResponse<String> response = server.getAs("Bearer " + server.token(987_654_321));

    JsonNode page = Contract.read(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(page.get("collection")).isEmpty();
    assertThat(page.has("next_href")).isFalse();
    assertThat(page.has("future_href")).isTrue();
  }

  @Test
  void theFutureHrefOfAnEmptyFeedLeadsToAllLaterEntries() throws Exception {
    JsonNode empty = Contract.read(server.get("/me/feed"));
    server.arrive(1, 22, NOW - 24 * HOUR);

    JsonNode later = Contract.read(server.follow(empty.get("future_href").textValue()));

    assertThat(urns(later)).containsExactly("soundcloud:tracks:1");
  }

  @Test
  void showsNothingIfPlayableTracksAreNotRequested() throws Exception {
    server.publish(1, 22, NOW);
    assertThat(Contract.read(server.get("/me/feed?access=preview,blocked")).get("collection"))
        .isEmpty();
  }

  @Test
  void keepsAnswersOutOfSharedCachesAndTokensOutOfAnswers() throws Exception {
    server.publish(1, 22, NOW);
    server.publish(2, 22, NOW);
    HttpResponse<String> response = server.get("/me/feed?limit=1");

    assertThat(response.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    assertThat(response.headers().allValues("Vary")).contains("Authorization");
    assertThat(response.headers().allValues("Content-Type"))
        .containsExactly("application/json;charset=utf-8");
    assertThat(response.body()).doesNotContain(server.token(TestServer.LISTENER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "limit=",
        "limit",
        "limit=1.5",
        "limit=+5",
        "limit=5&limit=5",
        "cursor=",
        "cursor=x",
        "cursor=AQEAAAAAAAAAAAAAAAAAAAAAAAAA",
        "access=all"
      })
  void rejectsWrongParameters(String query) throws Exception {
    assertError(server.get("/me/feed?" + query), 400);
  }

  @Test
  void rejectsTheCursorOfAnotherUserOrFeed() throws Exception {
    String cursor = Contract.read(server.get("/me/feed")).get("future_href").textValue();
    String query = cursor.substring(cursor.indexOf('?'));

    assertThat(server.get("/me/feed" + query).statusCode()).isEqualTo(200);
    assertError(server.get("/me/feed/tracks" + query), 400);
    assertError(
        server.send(
            server
                .request("/me/feed" + query)
                .header("Authorization", "Bearer " + server.token(2))),
        400);
  }

  private static void assertError(HttpResponse<String> response, int status) {
    JsonNode error = Contract.read(response);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(error.get("code").intValue()).isEqualTo(status);
    assertThat(error.get("link").textValue()).isEqualTo("https://feed.example/openapi.yaml");
  }

  private static List<String> urns(JsonNode page) {
    List<String> urns = new ArrayList<>();
    page.get("collection").forEach(item -> urns.add(item.at("/origin/urn").textValue()));
    return urns;
  }
}
