package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsHttpTest {

  private static final String SITE = "https://player.example";
  private static final String OTHER = "https://other.example";

  private TestServer server = allowing(List.of(SITE, "http://localhost:3000"));

  @AfterEach
  void stop() {
    server.close();
  }

  private static TestServer allowing(List<String> origins) {
    Cors cors = new Cors(origins);
    return TestServer.with(config -> cors.register(config.routes));
  }

  @Test
  void aPageOfAnAllowedSiteReadsAnswersAndErrors() throws Exception {
    HttpResponse<String> answer = get("/me/feed", SITE);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertAllowed(answer, SITE);
    assertThat(header(answer, "Access-Control-Expose-Headers"))
        .contains("ETag", "Retry-After", "X-Request-Id");

    HttpResponse<String> error = get("/me/feed?limit=0", SITE);
    assertThat(error.statusCode()).isEqualTo(400);
    assertAllowed(error, SITE);
    assertThat(error.headers().allValues("Vary")).containsExactly("Authorization, Origin, Accept");
    assertAllowed(get("/nothing", SITE), SITE);
  }

  @Test
  void anotherSiteDoesNot() throws Exception {
    for (String origin : List.of(OTHER, SITE + ":8443", "http://player.example", "null")) {
      HttpResponse<String> answer = get("/me/feed", origin);
      assertThat(names(answer)).as(origin).noneMatch(name -> name.startsWith("access-control"));
      assertThat(answer.headers().allValues("Vary")).containsExactly("Authorization, Origin");
    }
    // A cache must not give a site what it keeps of a request without an origin.
    assertThat(server.get("/me/feed").headers().allValues("Vary"))
        .containsExactly("Authorization, Origin");
  }

  /** A cache keeps one answer, whichever origin a client sends. */
  @Test
  void everySiteReadsWhatIsTheSameForEverybody() throws Exception {
    for (String origin : List.of(SITE, OTHER)) {
      HttpResponse<String> answer = get("/tracks/soundcloud:tracks:1", origin);
      assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(header(answer, "Vary")).doesNotContain("Origin");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/me/feed",
    "POST,/events",
    "PUT,/me/notifications/opt-outs/push",
    "DELETE,/me/notifications/devices/x",
    "GET,/nothing"
  })
  void answersAPreflightWithoutAToken(String method, String path) throws Exception {
    HttpResponse<String> answer = preflight(path, SITE, method);
    assertThat(answer.statusCode()).isEqualTo(204);
    assertAllowed(answer, SITE);
    assertThat(header(answer, "Access-Control-Allow-Methods")).contains(method);
    assertThat(header(answer, "Access-Control-Allow-Headers"))
        .contains("Authorization", "Content-Type", "If-None-Match", "Last-Event-ID");
    assertThat(header(answer, "Access-Control-Max-Age")).isEqualTo("7200");
  }

  @Test
  void aPreflightOfAnotherSiteAllowsNothing() throws Exception {
    HttpResponse<String> answer = preflight("/me/feed", OTHER, "GET");
    assertThat(names(answer)).noneMatch(name -> name.startsWith("access-control"));
  }

  @Test
  void everySiteIsOneAnswerForAll() throws Exception {
    server.close();
    server = allowing(List.of(Cors.ANY));
    HttpResponse<String> answer = get("/me/feed", OTHER);
    assertAllowed(answer, "*");
    assertThat(answer.headers().allValues("Vary")).containsExactly("Authorization");
    assertAllowed(preflight("/me/feed", OTHER, "GET"), "*");
  }

  @Test
  void withoutOriginsThereIsNoCors() throws Exception {
    server.close();
    server = allowing(List.of());
    assertThat(names(get("/me/feed", SITE))).noneMatch(name -> name.startsWith("access-control"));
    assertThat(preflight("/me/feed", SITE, "GET").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://a.example", "http://localhost:3000", "https://[::1]:8443", "app://x"})
  void knowsOrigins(String text) {
    assertThat(Cors.isOrigin(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/",
        "https://A.example",
        "a.example",
        "https://u@a.example",
        "https://*.example",
        "https://a.example?x",
        "null",
        ""
      })
  void knowsWhatIsNoOrigin(String text) {
    assertThat(Cors.isOrigin(text)).isFalse();
  }

  /** Never with credentials: a browser would send what it keeps for this server. */
  private static void assertAllowed(HttpResponse<String> answer, String origin) {
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
    assertThat(names(answer)).doesNotContain("access-control-allow-credentials");
  }

  private HttpResponse<String> get(String path, String origin) throws Exception {
    return server.send(
        server
            .request(path)
            .header("Authorization", "Bearer " + server.token(TestServer.LISTENER))
            .header("Origin", origin));
  }

  private HttpResponse<String> preflight(String path, String origin, String method)
      throws Exception {
    return server.send(
        server
            .request(path)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", "authorization")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  private static List<String> names(HttpResponse<String> answer) {
    return answer.headers().map().keySet().stream().map(String::toLowerCase).toList();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }
}
