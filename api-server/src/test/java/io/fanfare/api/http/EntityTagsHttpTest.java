package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.search.DocumentKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsHttpTest {

  private static final String FEED = "/me/feed";

  private TestServer server = TestServer.withKeys();

  @BeforeEach
  void publish() {
    publishOn(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void publishOn(TestServer server) {
    server.publish(11, 22, TestServer.NOW_MICROS - 1);
    server.index.put(DocumentKind.TRACK, 11, "a track");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FEED,
        "/me/feed/tracks",
        "/tracks?q=track",
        "/playlists",
        "/users",
        "/search/suggest?q=t",
        "/tracks/soundcloud:tracks:11/stats",
        "/me/stats",
        "/me/notifications",
        "/me/notifications/devices",
        "/me/notifications/opt-outs",
        "/notifications/push-key"
      })
  void whoHasAnAnswerDoesNotGetItAgain(String path) throws Exception {
    HttpResponse<String> first = server.get(path);
    String tag = tag(first);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(tag).matches("W/\"[A-Za-z0-9_-]{22}\"");

    HttpResponse<String> second = get(path, tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(tag(second)).isEqualTo(tag);
    assertThat(second.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    assertThat(second.headers().allValues("Vary")).isEqualTo(first.headers().allValues("Vary"));
    assertThat(second.headers().firstValue("X-Request-Id")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "\"x\", %s", "W/\"x\",%s , \"y\"", "*"})
  void readsListsOfTags(String list) throws Exception {
    String tag = tag(server.get(FEED));
    assertThat(get(FEED, list.formatted(tag)).statusCode()).isEqualTo(304);
    // A proxy that compresses, or does no longer, changes the strength.
    assertThat(get(FEED, list.formatted(tag.substring(2))).statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "x", "", "W/", "\""})
  void answersWhoHasAnother(String tag) throws Exception {
    assertThat(get(FEED, tag).statusCode()).isEqualTo(200);
  }

  @Test
  void aChangedAnswerHasAnotherTag() throws Exception {
    String tag = tag(server.get(FEED));
    server.publish(12, 22, TestServer.NOW_MICROS - 2);
    HttpResponse<String> changed = get(FEED, tag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(tag(changed)).isNotEqualTo(tag);
  }

  @Test
  void anotherUserWithTheTagGetsTheirOwnAnswer() throws Exception {
    String tag = tag(server.get(FEED));
    HttpResponse<String> other =
        server.send(
            server
                .request(FEED)
                .header("Authorization", "Bearer " + server.token(2))
                .header("If-None-Match", tag));
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).doesNotContain("soundcloud:tracks:11");
    assertThat(server.send(server.request(FEED).header("If-None-Match", tag)).statusCode())
        .isEqualTo(401);
  }

  /**
   * The links of a page have the time at which it was read. They stay good, so within a minute a
   * page with the same entries is the same; later, the client gets new ones.
   */
  @Test
  void theLinksOfAFeedAreNewEachMinute() throws Exception {
    String tag = tag(server.get(FEED));
    assertThat(at(Duration.ofSeconds(20), tag)).isEqualTo(304);
    assertThat(at(Duration.ofSeconds(60), tag)).isEqualTo(200);
  }

  private int at(Duration later, String tag) throws Exception {
    server.close();
    server = TestServer.startAt(TestServer.NOW.plus(later));
    publishOn(server);
    return get(FEED, tag).statusCode();
  }

  @Test
  void errorsAndSecretsHaveNoTag() throws Exception {
    assertThat(server.get(FEED + "?limit=0").headers().firstValue("ETag")).isEmpty();
    assertThat(server.get("/me/notifications/webhook-secret").headers().firstValue("ETag"))
        .isEmpty();
    HttpResponse<String> written =
        server.send(
            server
                .request("/me/notifications/seen")
                .header("Authorization", "Bearer " + server.token(TestServer.LISTENER))
                .header("If-None-Match", "*")
                .POST(BodyPublishers.ofString("{\"until\": \"2026-11-20T10:00:00Z\"}")));
    assertThat(written.statusCode()).isEqualTo(200);
    assertThat(written.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void aStrongTagIsOfTheBytes() {
    assertThat(EntityTags.strong("a".getBytes(UTF_8)))
        .isEqualTo(EntityTags.strong("a".getBytes(UTF_8)))
        .isNotEqualTo(EntityTags.strong("b".getBytes(UTF_8)))
        .matches("\"[A-Za-z0-9_-]{22}\"");
  }

  private HttpResponse<String> get(String path, String tag) throws Exception {
    return server.send(
        server
            .request(path)
            .header("Authorization", "Bearer " + server.token(TestServer.LISTENER))
            .header("If-None-Match", tag));
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }
}
