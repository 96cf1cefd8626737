package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.auth.Tokens;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.dashboard.DashboardStore;
import io.fanfare.schemas.dashboard.Activity;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsHttpTest {

  private TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BEARER", "OAuth", "oauth"})
  void acceptsATokenAfterEitherScheme(String scheme) throws Exception {
    String token = server.token(TestServer.LISTENER);
    assertThat(server.getAs(scheme + " " + token).statusCode()).isEqualTo(200);
  }

  @Test
  void requiresAToken() throws Exception {
    HttpResponse<String> response = server.send(server.request("/me/feed"));

    assertThat(assertError(response, 401)).contains("missing");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"fanfare\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Basic dXNlcjpwYXNz", "Bearer a b", "Bearer ü", "x", ","})
  void rejectsOtherCredentials(String authorization) throws Exception {
    HttpResponse<String> response = server.getAs(authorization);

    assertError(response, 401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void rejectsInvalidTokens() throws Exception {
    Date later = Date.from(TestServer.NOW.plusSeconds(60));
    JWTClaimsSet claims = new JWTClaimsSet.Builder().subject("1").expirationTime(later).build();
    assertRejected(signed(claims, TestServer.KEY.derive("another")));
    assertRejected(new PlainJWT(claims).serialize());
    assertRejected(foreign());
    assertRejected(server.token(1) + "x");
    assertRejected("not-a-token");
    Date now = Date.from(TestServer.NOW);
    assertRejected(signedByUs(new JWTClaimsSet.Builder().subject("1").expirationTime(now).build()));
    assertRejected(signedByUs(new JWTClaimsSet.Builder().subject("1").build()));
    assertRejected(
        signedByUs(new JWTClaimsSet.Builder().subject("zero").expirationTime(later).build()));
    assertRejected(signedByUs(new JWTClaimsSet.Builder().expirationTime(later).build()));
  }

  @Test
  void rejectsTwoTokens() throws Exception {
    String bearer = "Bearer " + server.token(1);
    HttpResponse<String> response =
        server.send(
            server
                .request("/me/feed")
                .header("Authorization", bearer)
                .header("Authorization", bearer));
    assertError(response, 401);
  }

  @Test
  void authenticatesBeforeItReadsTheQuery() throws Exception {
    assertError(server.send(server.request("/me/feed?limit=0&cursor=x")), 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/me/nothing",
        "/page",
        "/page/",
        "/page/../openapi.yaml/x",
        "/local-sign-in/users",
        "/me/feed/playlists",
        "/me/feed/",
        "/nothing?x=%00"
      })
  void reportsUnknownPaths(String path) throws Exception {
    HttpResponse<String> response = server.get(path);
    // A path with a slash at its end is the same path.
    if (path.equals("/me/feed/")) {
      assertThat(response.statusCode()).isEqualTo(200);
    } else {
      assertErrorAnywhere(response, 404);
    }
  }

  /** An error names the parameter, and cuts its name: here within an emoji. */
  @Test
  void namesAParameterOfEmojis() throws Exception {
    String name = "a" + "%F0%9F%8E%B5".repeat(40);

    assertThat(assertError(server.get("/me/feed?" + name + "=1"), 400)).contains("a🎵🎵");
  }

  /** A line end would make two lines of an error in a log. */
  @Test
  void namesAParameterInOneLine() throws Exception {
    assertThat(assertError(server.get("/me/feed?a%0Ab%E2%80%AEc=1"), 400))
        .startsWith("The parameter a?b?c is unknown here");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/me/feed",
    "PUT,/me/feed/tracks",
    "DELETE,/me/feed",
    "PATCH,/health/live",
    "OPTIONS,/me/feed"
  })
  void acceptsOnlyGetAndHead(String method, String path) throws Exception {
    HttpResponse<String> response =
        server.send(server.request(path).method(method, BodyPublishers.ofString("{}")));

    assertErrorAnywhere(response, 405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void aRequestForAllPathsIsValidHttp() throws Exception {
    String answer = server.exchange("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 404 ").contains("\"There is nothing at this path.\"");
  }

  @Test
  void answersHeadLikeGetWithoutABody() throws Exception {
    HttpResponse<String> forged =
        server.send(server.request("/me/feed").method("HEAD", BodyPublishers.noBody()));
    assertThat(forged.statusCode()).isEqualTo(401);
    HttpResponse<String> head =
        server.send(
            server
                .request("/me/feed")
                .header("Authorization", "Bearer " + server.token(1))
                .method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /me/feed?limit=%zz HTTP/1.1\r\n",
        "GET /me/feed?cursor=%zz HTTP/1.1\r\n",
        "GET /me/%zz HTTP/1.1\r\n",
        "GET /me/feed HTTP/9.1\r\n",
        "GET /me/feed HTTP/1.1\r\nno header\r\n"
      })
  void rejectsInvalidRequests(String head) throws Exception {
    String authorization = "Authorization: Bearer " + server.token(1) + "\r\n";
    String answer =
        server.exchange(head + "Host: x\r\nConnection: close\r\n" + authorization + "\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 [45]0[05] .*");
    JsonNode error = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
    assertThat(error.get("link").textValue()).isEqualTo("https://feed.example/openapi.yaml");
  }

  @Test
  void reportsInOneSentenceWhatIsAbsent() throws Exception {
    serveFrom(() -> CompletableFuture.failedFuture(new UnavailableException("X is absent.", null)));
    HttpResponse<String> response = server.get("/me/feed");

    assertThat(assertError(response, 503)).isEqualTo("X is absent.");
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void doesNotRevealInternalFailures() throws Exception {
    serveFrom(() -> CompletableFuture.failedFuture(new IllegalStateException("inner secret")));
    assertNamesItsRequest(server.get("/me/feed"));
    serveFrom(
        () -> {
          throw new StackOverflowError("inner secret");
        });
    assertNamesItsRequest(server.get("/me/feed"));
  }

  private void assertNamesItsRequest(HttpResponse<String> failed) throws Exception {
    String id = failed.headers().firstValue("X-Request-Id").orElseThrow();
    assertThat(assertError(failed, 500)).doesNotContain("secret").contains("the request " + id);
  }

  @Test
  void reportsWhetherItRunsAndWhatItWaitsFor() throws Exception {
    assertThat(Contract.read(server.send(server.request("/health/live"))).get("status").asText())
        .isEqualTo("live");
    assertThat(Contract.read(server.send(server.request("/health/ready"))).get("status").asText())
        .isEqualTo("ready");

    server.close();
    server =
        TestServer.on(server.dashboards, new Missing(Set.of("Kafka"), Set.of("Elasticsearch")));
    assertThat(server.send(server.request("/health/live")).statusCode()).isEqualTo(200);
    HttpResponse<String> waiting = server.send(server.request("/health/ready"));
    assertThat(waiting.statusCode()).isEqualTo(503);
    JsonNode answer = Contract.read(waiting);
    assertThat(answer.get("missing")).hasToString("[\"Kafka\"]");
    assertThat(answer.get("message").textValue()).isEqualTo("Waiting for Kafka.");
  }

  @Test
  void isReadyWithoutOptionalDependencies() throws Exception {
    server.close();
    server = TestServer.on(server.dashboards, new Missing(Set.of(), Set.of("Elasticsearch")));

    HttpResponse<String> ready = server.send(server.request("/health/ready"));
    assertThat(ready.statusCode()).isEqualTo(200);
    JsonNode answer = Contract.read(ready);
    assertThat(answer.get("status").textValue()).isEqualTo("ready");
    assertThat(answer.get("missing")).hasToString("[\"Elasticsearch\"]");
    assertThat(server.get("/me/feed").statusCode()).isEqualTo(200);
  }

  @Test
  void publishesItsContract() throws Exception {
    HttpResponse<String> response = server.send(server.request("/openapi.yaml"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/yaml;charset=utf-8");
    assertThat(response.body()).startsWith("openapi: 3.0");
  }

  private void serveFrom(Supplier<CompletionStage<List<Integer>>> months) {
    server.close();
    server =
        TestServer.on(
            new DashboardStore() {
              @Override
              public CompletionStage<List<Integer>> months(
                  long recipientId, int oldest, int newest) {
                return months.get();
              }

              @Override
              public CompletionStage<List<Activity>> entries(
                  long recipientId, int month, @Nullable Activity olderThan, int limit) {
                return CompletableFuture.completedFuture(List.of());
              }
            },
            Missing.NOTHING);
  }

  private void assertRejected(String token) throws Exception {
    HttpResponse<String> response = server.getAs("Bearer " + token);
    assertError(response, 401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"fanfare\", error=\"invalid_token\"");
  }

  private static String signedByUs(JWTClaimsSet claims) throws Exception {
    byte[] key = java.util.Base64.getUrlDecoder().decode("A".repeat(43));
    return signed(claims, key);
  }

  private static String signed(JWTClaimsSet claims, byte[] key) throws Exception {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    token.sign(new MACSigner(key));
    return token.serialize();
  }

  private static String foreign() {
    Clock clock = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
    return new Tokens(TokenKey.parse("B".repeat(43)), clock).issue(1, Duration.ofHours(1));
  }

  /** The message of an error that the contract describes at its path. */
  private static String assertError(HttpResponse<String> response, int status) throws Exception {
    Contract.read(response);
    return assertErrorAnywhere(response, status);
  }

  private static String assertErrorAnywhere(HttpResponse<String> response, int status)
      throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json;charset=utf-8");
    JsonNode error = new ObjectMapper().readTree(response.body());
    assertThat(error.get("code").intValue()).isEqualTo(status);
    assertThat(error.get("link").textValue()).isEqualTo("https://feed.example/openapi.yaml");
    String message = error.get("message").textValue();
    assertThat(message).isNotBlank().endsWith(".").doesNotContain("Exception", "\n");
    return message;
  }
}
