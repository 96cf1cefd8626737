package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.search.DocumentKind;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token of an application reads: what everybody may see, and nothing of a user. */
class ApplicationReadsHttpTest {

  private static final String STATS = "/tracks/soundcloud:tracks:11/stats";

  private final TestServer server = TestServer.withKeys();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tracks?q=track", "/playlists", "/users", "/search/suggest?q=t", STATS})
  void readsWhatIsPublicAsUsersDo(String path) throws Exception {
    publish();
    HttpResponse<String> read = get(path);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(Contract.read(read)).isEqualTo(Contract.read(server.get(path)));
  }

  @Test
  void seesOfATrackWhatOthersSee() throws Exception {
    publish();
    assertThat(get(STATS + "?kinds=download").statusCode()).isEqualTo(403);
    assertThat(get(STATS + "?breakdown=country").statusCode()).isEqualTo(403);
    assertThat(get("/tracks/soundcloud:tracks:12/stats").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/me/feed",
        "/me/feed/updates",
        "/me/stats",
        "/me/notifications",
        "/me/notifications/devices",
        "/me/notifications/opt-outs",
        "/me/notifications/webhook-secret"
      })
  void readsNothingOfAUser(String path) throws Exception {
    HttpResponse<String> refused = get(path);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Contract.read(refused).get("message").textValue()).contains("names no user");
  }

  private void publish() {
    server.publish(11, 22, TestServer.NOW_MICROS);
    server.index.put(DocumentKind.TRACK, 11, "a track");
  }

  private HttpResponse<String> get(String path) throws Exception {
    String token = server.tokens.issueForApplication("web", Duration.ofHours(1));
    return server.send(server.request(path).header("Authorization", "Bearer " + token));
  }
}
