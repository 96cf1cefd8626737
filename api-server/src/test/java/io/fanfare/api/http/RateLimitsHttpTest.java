package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import io.fanfare.schemas.settings.Network;
import io.github.bucket4j.TimeMeter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsHttpTest {

  private static final int LIMIT = 3;
  private static final Tokens TOKENS =
      new Tokens(TestServer.KEY, Clock.fixed(TestServer.NOW, ZoneOffset.UTC));

  private final AtomicLong nanos = new AtomicLong();
  private TestServer server = limited(LIMIT, List.of());

  @AfterEach
  void stop() {
    server.close();
  }

  private TestServer limited(int limit, List<Network> proxies) {
    RateLimits limits = new RateLimits(TOKENS, proxies, limit, time());
    return TestServer.with(config -> limits.register(config.routes));
  }

  private TimeMeter time() {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanos.get();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }

  @Test
  void aUserWhoAsksTooOftenWaits() throws Exception {
    for (int left = LIMIT - 1; left >= 0; left--) {
      HttpResponse<String> answer = server.get("/me/feed");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "RateLimit-Limit")).isEqualTo("3");
      assertThat(header(answer, "RateLimit-Remaining")).isEqualTo(Integer.toString(left));
    }
    HttpResponse<String> refused = server.get("/me/feed");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Contract.read(refused).get("error_code").textValue()).isEqualTo("rate_limited");
    assertThat(header(refused, "Retry-After")).isEqualTo("20");
    assertThat(header(refused, "RateLimit-Remaining")).isEqualTo("0");
    assertThat(header(refused, "RateLimit-Reset")).isEqualTo("60");

    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    assertThat(server.get("/me/feed").statusCode()).isEqualTo(200);
    assertThat(server.get("/me/feed").statusCode()).isEqualTo(429);
  }

  /** A cache would give the numbers of one client to all others. */
  @Test
  void whatACacheMayKeepHasNoNumbersOfOneClient() throws Exception {
    HttpResponse<String> kept = server.get("/users/soundcloud:users:1");
    assertThat(header(kept, "CDN-Cache-Control")).isEqualTo("max-age=60");
    assertThat(kept.headers().firstValue("RateLimit-Limit")).isEmpty();
    assertThat(kept.headers().firstValue("RateLimit-Remaining")).isEmpty();
    assertThat(kept.headers().firstValue("RateLimit-Reset")).isEmpty();
    server.isCurrent = false;
    assertThat(header(server.get("/users/soundcloud:users:1"), "RateLimit-Remaining"))
        .isEqualTo("1");
  }

  @Test
  void nobodyElseWaits() throws Exception {
    exhaust();
    assertThat(server.get("/me/feed", 2).statusCode()).isEqualTo(200);
    HttpRequest.Builder application =
        server
            .request("/tracks")
            .header(
                "Authorization",
                "Bearer " + TOKENS.issueForApplication("web", Duration.ofHours(1)));
    assertThat(server.send(application).statusCode()).isEqualTo(200);
    assertThat(server.send(server.request("/me/feed")).statusCode()).isEqualTo(401);
  }

  /** Another token of the same user does not help, nor does one that is made up. */
  @Test
  void moreTokensAreNotMoreRequests() throws Exception {
    exhaust();
    String another = TOKENS.issue(TestServer.LISTENER, Duration.ofHours(2));
    assertThat(server.getAs("Bearer " + another).statusCode()).isEqualTo(429);
    for (int i = 0; i < LIMIT; i++) {
      assertThat(server.getAs("Bearer invalid" + i).statusCode()).isEqualTo(401);
    }
    assertThat(server.getAs("Bearer invalid").statusCode()).isEqualTo(429);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/live",
        "/health/ready",
        "/openapi.yaml",
        "/",
        "/you/stats",
        "/catalogue",
        "/page/page.js"
      })
  void healthAndFilesAreNotCounted(String path) throws Exception {
    exhaust();
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("RateLimit-Limit")).isEmpty();
  }

  @Test
  void aStreamAndABatchOfEventsAreOneRequestEach() throws Exception {
    server.stream(server.token(TestServer.LISTENER), null).body().close();
    assertThat(header(server.get("/me/feed"), "RateLimit-Remaining")).isEqualTo("1");
    HttpResponse<String> sent =
        server.send(
            server
                .request("/events")
                .header(
                    "Authorization",
                    "Bearer " + TOKENS.issueForApplication("web", Duration.ofHours(1)))
                .POST(BodyPublishers.ofString("{\"events\": []}")));
    assertThat(header(sent, "RateLimit-Remaining")).isEqualTo("2");
  }

  @Test
  void withoutALimitNothingIsCounted() throws Exception {
    server.close();
    server = limited(0, List.of());
    exhaust();
    assertThat(server.get("/me/feed").headers().firstValue("RateLimit-Limit")).isEmpty();
  }

  @Test
  void aHeaderOfAStrangerNamesNoClient() throws Exception {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(from("203.0.113." + i).statusCode()).isEqualTo(401);
    }
    assertThat(from("203.0.113.9").statusCode()).isEqualTo(429);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // What the client wrote itself is to the left of what the proxy saw.
        "1.1.1.1, 203.0.113.1 | 2.2.2.2, 203.0.113.1 | 429",
        "203.0.113.1 | 203.0.113.2 | 401",
        // Another trusted proxy in between.
        "203.0.113.1, 10.0.0.9 | 203.0.113.1 | 429",
        // A client of IPv6 has a whole network.
        "2001:db8:0:1::1 | 2001:db8:0:1:ffff::2 | 429",
        "2001:db8:0:1::1 | 2001:db8:0:2::1 | 401",
        // What is no address counts as the proxy.
        "unknown | also-unknown | 429"
      })
  void aTrustedProxyNamesTheClient(String first, String then, int status) throws Exception {
    server.close();
    server = limited(LIMIT, List.of(Network.parse("127.0.0.0/8"), Network.parse("10.0.0.0/8")));
    for (int i = 0; i < LIMIT; i++) {
      assertThat(from(first).statusCode()).isEqualTo(401);
    }
    assertThat(from(then).statusCode()).isEqualTo(status);
  }

  @Test
  void countsBeforeAnythingElseIsDone() throws Exception {
    exhaust();
    HttpResponse<String> unknown = server.get("/nothing");
    assertThat(unknown.statusCode()).isEqualTo(429);
    assertThat(new ObjectMapper().readTree(unknown.body()).get("error_code").textValue())
        .isEqualTo("rate_limited");
  }

  @Test
  void theContractHasTheAnswerWhereverRequestsAreCounted() {
    new OpenAPIV3Parser()
        .read("openapi.yaml")
        .getPaths()
        .forEach(
            (path, item) -> {
              if (!path.startsWith("/health/") && !path.equals("/openapi.yaml")) {
                assertThat(item.readOperations())
                    .as(path)
                    .allSatisfy(
                        operation -> assertThat(operation.getResponses()).containsKey("429"));
              }
            });
  }

  private void exhaust() throws Exception {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(server.get("/me/feed").statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<String> from(String forwarded) throws Exception {
    return server.send(server.request("/me/feed").header("X-Forwarded-For", forwarded));
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }
}
