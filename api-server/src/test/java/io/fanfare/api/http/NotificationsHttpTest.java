package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotificationIds;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationsHttpTest {

  private static final String PATH = "/me/notifications";
  private static final long NOW = TestServer.NOW_MICROS;
  private static final long MINUTE = 60_000_000;

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsWhatHappenedAndWhoDidIt() throws Exception {
    var activity = server.publish(11, 22, NOW - MINUTE);

    JsonNode page = Contract.read(server.get(PATH));

    assertThat(page.get("unread_count").intValue()).isEqualTo(1);
    assertThat(page.get("unread_count_is_at_least").booleanValue()).isFalse();
    assertThat(page.has("seen_until")).isFalse();
    assertThat(page.has("next_href")).isFalse();
    JsonNode notification = page.at("/collection/0");
    assertThat(notification.get("type").textValue()).isEqualTo("track");
    assertThat(notification.get("activity_time").textValue())
        .isEqualTo("2026-11-20T09:59:00.123456Z");
    assertThat(notification.get("unread").booleanValue()).isTrue();
    assertThat(notification.at("/origin/urn").textValue()).isEqualTo("soundcloud:tracks:11");
    assertThat(notification.at("/actors/0/user/urn").textValue()).isEqualTo("soundcloud:users:22");
    assertThat(notification.at("/actors/0/push_id").textValue())
        .isEqualTo(NotificationIds.ofActivity(TestServer.LISTENER, Channel.PUSH, activity));
    assertThat(notification.at("/actors/0/id"))
        .isEqualTo(Contract.read(server.get("/me/feed")).at("/collection/0/id"));
  }

  @Test
  void doesNotShowWhatCameWithAFollow() throws Exception {
    server.publish(11, 22, NOW - 3 * MINUTE);
    server.publish(12, 22, NOW - 2 * MINUTE);
    server.publish(13, 22, NOW - MINUTE);
    server.models.follow(TestServer.LISTENER, 22, NOW - 2 * MINUTE);

    assertThat(objects(PATH)).containsExactly("13", "12");
    assertThat(Contract.read(server.get("/me/feed")).get("collection")).hasSize(3);
    assertThat(Contract.read(server.get(PATH)).get("unread_count").intValue()).isEqualTo(2);
  }

  @Test
  void doesNotShowWhatTheFeedHides() throws Exception {
    server.publish(11, 22, NOW - 2 * MINUTE);
    server.publish(12, 23, NOW - MINUTE);
    server.publish(13, 24, NOW - MINUTE);
    server.models.hide(TestServer.LISTENER, new Hidden(Set.of(23L), false));
    server.models.removeTrack(13);

    assertThat(objects(PATH)).containsExactly("11");
    assertThat(Contract.read(server.get(PATH)).get("unread_count").intValue()).isEqualTo(1);
  }

  @Test
  void groupsRepostsOfOneTrack() throws Exception {
    server.publish(11, 22, NOW - 50 * MINUTE);
    server.publish(12, 22, NOW - 40 * MINUTE);
    for (long user = 31; user <= 33; user++) {
      server.models.put(user(user));
      server.repost(user, 11, NOW - (40 - user) * MINUTE);
    }
    move("2026-11-20T09:51:30Z");

    JsonNode grouped = Contract.read(server.get(PATH)).get("collection");
    assertThat(grouped).hasSize(3);
    assertThat(grouped.get(0).get("actors").findValuesAsText("urn"))
        .containsExactly("soundcloud:users:33", "soundcloud:users:32", "soundcloud:users:31");
    assertThat(grouped.get(0).get("unread").booleanValue()).isTrue();
    assertThat(grouped.at("/0/actors/1/unread").booleanValue()).isTrue();
    assertThat(grouped.at("/0/actors/2/unread").booleanValue()).isFalse();
    assertThat(grouped.get(1).get("unread").booleanValue()).isFalse();

    JsonNode single = Contract.read(server.get(PATH + "?group=false")).get("collection");
    assertThat(single).hasSize(5).allSatisfy(each -> assertThat(each.get("actors")).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "3,false", "7,true", "200,false"})
  void showsEachEntryOnceOnAllPages(int limit, boolean group) throws Exception {
    server.publish(11, 22, NOW - 200 * MINUTE);
    for (long user = 31; user <= 37; user++) {
      server.models.put(user(user));
      server.publish(user, 22, NOW - 2 * user * MINUTE);
      server.repost(user, 11, NOW - (2 * user - 1) * MINUTE);
    }
    server.models.follow(TestServer.LISTENER, 35, NOW);
    List<String> ids = new ArrayList<>();
    String href = TestServer.PUBLIC_URL + PATH + "?limit=" + limit + "&group=" + group;
    while (href != null) {
      JsonNode page = Contract.read(server.follow(href));
      assertThat(page.get("unread_count").intValue()).isEqualTo(14);
      int entries = 0;
      for (JsonNode notification : page.get("collection")) {
        notification.get("actors").forEach(actor -> ids.add(actor.get("id").textValue()));
        entries += notification.get("actors").size();
      }
      assertThat(entries).isLessThanOrEqualTo(limit);
      href = page.path("next_href").textValue();
    }
    assertThat(ids).hasSize(14).doesNotHaveDuplicates();
  }

  @Test
  void countsAHundredAtMost() throws Exception {
    for (long track = 1; track <= 101; track++) {
      server.publish(track, 22, NOW - track);
      if (track >= 100) {
        for (String query : List.of("?limit=1", "?limit=200")) {
          JsonNode page = Contract.read(server.get(PATH + query));
          assertThat(page.get("unread_count").intValue()).isEqualTo(100);
          assertThat(page.get("unread_count_is_at_least").booleanValue()).isEqualTo(track > 100);
        }
      }
    }
  }

  @Test
  void movesTheMarkerForwardOnly() throws Exception {
    server.publish(11, 22, NOW - 2 * MINUTE);
    server.publish(12, 22, NOW - MINUTE);

    assertThat(move("2026-11-20T09:58:00.123456Z")).isEqualTo("2026-11-20T09:58:00.123456Z");
    JsonNode page = Contract.read(server.get(PATH));
    assertThat(page.get("unread_count").intValue()).isEqualTo(1);
    assertThat(page.get("seen_until").textValue()).isEqualTo("2026-11-20T09:58:00.123456Z");
    assertThat(page.at("/collection/1/unread").booleanValue()).isFalse();

    assertThat(move("2026-11-20T09:00:00Z")).isEqualTo("2026-11-20T09:58:00.123456Z");
    assertThat(server.recipients.choices).hasSize(1);
    assertThat(move("9999-01-01T00:00:00Z")).isEqualTo("2026-11-20T10:00:00.123456Z");
  }

  @Test
  void remembersAMarkerThatTheStoreDoesNotHaveYet() throws Exception {
    server.publish(11, 22, NOW - MINUTE);
    server.recipients.lag();
    move("2026-11-20T09:59:30Z");

    assertThat(move("2026-11-20T09:59:00Z")).isEqualTo("2026-11-20T09:59:30Z");
    assertThat(Contract.read(server.get(PATH)).get("unread_count").intValue()).isZero();
    assertThat(Contract.read(server.get(PATH, 2)).has("seen_until")).isFalse();
  }

  @Test
  void isNotSeenIfKafkaDoesNotAnswer() throws Exception {
    server.recipients.fail(true);
    HttpResponse<String> failed = post("/seen", "{\"until\": \"2026-11-20T09:59:00Z\"}");
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(Contract.read(failed).get("message").textValue()).contains("Kafka");
    assertThat(Contract.read(server.get(PATH)).has("seen_until")).isFalse();

    server.recipients.fail(false);
    assertThat(move("2026-11-20T09:59:00Z")).isEqualTo("2026-11-20T09:59:00Z");
    assertThat(server.recipients.choices).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"until\": 7}",
        "{\"until\": \"yesterday\"}",
        "{\"until\": \"2026-11-20T09:59:00Z\"} {}",
        "{\"until\": \"2026-11-20T09:59:00Z\", \"until\": \"2026-11-20T09:59:00Z\"}"
      })
  void refusesOtherMarkers(String body) throws Exception {
    HttpResponse<String> refused = post("/seen", body);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Contract.read(refused).get("message").textValue()).endsWith(".");
    assertThat(server.recipients.choices).isEmpty();
  }

  @Test
  void boundsBodiesAndWrites() throws Exception {
    HttpResponse<String> large = post("/seen", " ".repeat(20_000));
    assertThat(large.statusCode()).isEqualTo(413);
    Contract.read(large);
    HttpResponse<String> last = null;
    for (int second = 0; second < 61; second++) {
      last =
          post(
              "/seen",
              "{\"until\": \"2026-11-20T09:%02d:%02dZ\"}".formatted(second / 60, second % 60));
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
    Contract.read(last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=201", "?group=maybe", "?cursor=x", "?offset=1"})
  void refusesOtherParameters(String query) throws Exception {
    HttpResponse<String> refused = server.get(PATH + query);
    assertThat(refused.statusCode()).isEqualTo(400);
    Contract.read(refused);
  }

  @Test
  void refusesTheCursorsOfOtherUsersAndFeeds() throws Exception {
    server.publish(11, 22, NOW - MINUTE);
    server.publish(12, 22, NOW - MINUTE);
    String href = Contract.read(server.get(PATH + "?limit=1")).get("next_href").textValue();
    String query = href.substring(href.indexOf('?'));
    String ofFeed = Contract.read(server.get("/me/feed?limit=1")).get("next_href").textValue();

    assertThat(server.get(PATH + query).statusCode()).isEqualTo(200);
    assertThat(server.get(PATH + query, 2).statusCode()).isEqualTo(400);
    assertThat(server.get("/me/feed" + query).statusCode()).isEqualTo(400);
    assertThat(server.get(PATH + ofFeed.substring(ofFeed.indexOf('?'))).statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/me/notifications",
    "HEAD,/me/notifications",
    "POST,/me/notifications/seen",
    "GET,/me/notifications/devices",
    "POST,/me/notifications/devices",
    "DELETE,/me/notifications/devices/x",
    "GET,/me/notifications/opt-outs",
    "PUT,/me/notifications/opt-outs/email"
  })
  void needsAToken(String method, String path) throws Exception {
    assertThat(
            server.send(server.request(path).method(method, BodyPublishers.noBody())).statusCode())
        .isEqualTo(401);
  }

  private String move(String until) throws Exception {
    HttpResponse<String> answer = post("/seen", "{\"until\": \"" + until + "\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Contract.read(answer).get("seen_until").textValue();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return server.send(
        server
            .request(PATH + path)
            .header("Authorization", "Bearer " + server.token(TestServer.LISTENER))
            .POST(BodyPublishers.ofString(body)));
  }

  private List<String> objects(String path) throws Exception {
    List<String> ids = new ArrayList<>();
    Contract.read(server.get(path))
        .get("collection")
        .forEach(each -> ids.add(each.at("/origin/urn").textValue().replaceAll(".*:", "")));
    return ids;
  }
}
