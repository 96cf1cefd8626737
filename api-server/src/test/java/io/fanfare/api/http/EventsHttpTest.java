package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.schemas.events.DomainEvent;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsHttpTest {

  private static final String PLAY =
      "{\"id\": \"a\", \"kind\": \"play\", \"subject\": \"soundcloud:tracks:11\","
          + " \"actor\": \"soundcloud:users:1\", \"time\": \"2026-11-20T11:00:00.5+01:00\","
          + " \"country\": \"DE\", \"source\": \"search\", \"unknown\": 1}";
  private static final String DOWNLOAD =
      "{\"id\": \"b\", \"kind\": \"download\", \"subject\": \"soundcloud:tracks:12\","
          + " \"time\": \"2026-11-20T10:00:00Z\"}";

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void appendsEventsToTheLogOfTheirKind() throws Exception {
    JsonNode taken = Contract.read(post(PLAY, DOWNLOAD));

    assertThat(taken.get("accepted").intValue()).isEqualTo(2);
    assertThat(taken.get("problems")).isEmpty();
    long time = TestServer.NOW_MICROS / 1_000_000 * 1_000_000;
    assertThat(server.events.plays)
        .containsExactly(
            new DomainEvent("a", 11L, 1L, time + 500_000, "DE", "search", TestServer.NOW_MICROS));
    assertThat(server.events.downloads)
        .containsExactly(new DomainEvent("b", 12L, null, time, null, null, TestServer.NOW_MICROS));
  }

  @Test
  void reportsWhatIsWrongWithEachEventAndAcceptsTheOthers() throws Exception {
    JsonNode taken = Contract.read(post("1", PLAY, DOWNLOAD.replace("\"b\"", "\"\"")));

    assertThat(taken.get("accepted").intValue()).isEqualTo(1);
    assertThat(taken.get("problems")).hasSize(2);
    assertThat(taken.at("/problems/0/index").intValue()).isZero();
    assertThat(taken.at("/problems/0").has("id")).isFalse();
    assertThat(taken.at("/problems/1/index").intValue()).isEqualTo(2);
    assertThat(taken.at("/problems/1/id").textValue()).isEmpty();
    assertThat(taken.at("/problems/1/retry").booleanValue()).isFalse();
    assertThat(server.events.plays).hasSize(1);
  }

  @Test
  void reportsAnIdThatIsHalfOfACharacter() throws Exception {
    JsonNode taken = Contract.read(post(PLAY, DOWNLOAD.replace("\"b\"", "\"\\ud800\"")));

    assertThat(taken.get("accepted").intValue()).isEqualTo(1);
    assertThat(taken.at("/problems/0/index").intValue()).isEqualTo(1);
    assertThat(taken.at("/problems/0/id").textValue()).isEqualTo("?");
    assertThat(server.events.plays).hasSize(1);
  }

  @Test
  void reportsWhichEventsTheLogDidNotAccept() throws Exception {
    server.events.reject("b");

    JsonNode taken = Contract.read(post(PLAY, DOWNLOAD));

    assertThat(taken.get("accepted").intValue()).isEqualTo(1);
    assertThat(taken.at("/problems/0/id").textValue()).isEqualTo("b");
    assertThat(taken.at("/problems/0/retry").booleanValue()).isTrue();
  }

  @Test
  void theServerAndNoClientSetsWhenAnEventWasReceived() throws Exception {
    Contract.read(post(PLAY.replace("\"unknown\"", "\"received_at\"")));

    assertThat(server.events.plays)
        .extracting(DomainEvent::getReceivedAt)
        .containsExactly(TestServer.NOW_MICROS);
  }

  /** By how many hours the clock of the broker is wrong. */
  @ParameterizedTest
  @CsvSource({"0, true", "-23, true", "-25, false", "700, true", "722, false", "-300000, false"})
  void acceptsOnlyWhatTheStatsJobCounts(int wrongBy, boolean isAccepted) throws Exception {
    server.events.setClock(TestServer.NOW_MICROS + wrongBy * 3_600_000_000L);

    HttpResponse<String> response = post(PLAY);

    assertThat(response.statusCode()).isEqualTo(isAccepted ? 200 : 503);
    assertThat(server.events.plays).hasSize(1);
    Contract.read(response);
  }

  @Test
  void isUnavailableWhenTheLogAcceptsNothing() throws Exception {
    server.events.reject("a");

    HttpResponse<String> response = post(PLAY, "1");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    Contract.read(response);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\": \"play\"           | \"kind\": \"like\"          | kind",
        "\"kind\": \"play\",          |                             | kind",
        "\"a\"                        | 7                           | id",
        "soundcloud:tracks:11         | soundcloud:playlists:11     | subject",
        "soundcloud:tracks:11         | soundcloud:tracks:9223372036854775808 | subject",
        "soundcloud:tracks:11         | soundcloud:tracks:0         | subject",
        "soundcloud:users:1           | somebody                    | actor",
        "2026-11-20T11:00:00.5+01:00  | 2026-11-20 11:00            | time",
        "2026-11-20T11:00:00.5+01:00  | 1957-10-04T19:28:34Z        | 7 days ago",
        "2026-11-20T11:00:00.5+01:00  | 2100-01-01T00:00:00Z        | 1 hour ahead",
        "2026-11-20T11:00:00.5+01:00  | +999999999-12-31T00:00:00Z  | time"
      })
  void rejectsInvalidEvents(String right, String wrong, String what) throws Exception {
    JsonNode taken = Contract.read(post(PLAY.replace(right, wrong == null ? "" : wrong), DOWNLOAD));

    assertThat(taken.get("accepted").intValue()).isEqualTo(1);
    assertThat(taken.at("/problems/0/message").textValue()).contains(what).endsWith(".");
    assertThat(server.events.plays).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"T1\"", "\"de\"", "\"\"", "\"Germany\"", "7", "null"})
  void countsAnEventWithoutACountryThatIsNone(String country) throws Exception {
    JsonNode taken = Contract.read(post(PLAY.replace("\"DE\"", country)));

    assertThat(taken.get("accepted").intValue()).isEqualTo(1);
    assertThat(server.events.plays).extracting(DomainEvent::getCountry).containsOnlyNulls();
    assertThat(server.events.plays).extracting(DomainEvent::getSource).containsExactly("search");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"<script>\"", "\"\"", "{}"})
  void countsAnEventWithoutASourceThatIsNone(String source) throws Exception {
    Contract.read(post(PLAY.replace("\"search\"", source)));

    assertThat(server.events.plays).extracting(DomainEvent::getSource).containsOnlyNulls();
    assertThat(server.events.plays).extracting(DomainEvent::getCountry).containsExactly("DE");
  }

  @ParameterizedTest
  @ValueSource(longs = {1580661436132757507L, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void acceptsAnyId(long id) throws Exception {
    Contract.read(
        post(PLAY.replace("tracks:11", "tracks:" + id).replace("users:1\"", "users:" + id + "\"")));

    assertThat(server.events.plays).extracting(DomainEvent::getTrackId).containsExactly(id);
    assertThat(server.events.plays).extracting(DomainEvent::getActorId).containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\": []} {\"events\": []}",
        "{\"events\": []}x",
        "{\"events\": [], \"events\": []}"
      })
  void rejectsABodyOfWhichAPartWouldBeLost(String body) throws Exception {
    HttpResponse<String> response = postBody(body);

    assertThat(response.statusCode()).isEqualTo(400);
    Contract.read(response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"events\": 1}", "\u0000", "{\"events\": [1]"})
  void rejectsABodyThatIsNotABatch(String body) throws Exception {
    HttpResponse<String> response = postBody(body);

    assertThat(response.statusCode()).isEqualTo(400);
    Contract.read(response);
  }

  @Test
  void rejectsTooManyEventsAndTooLargeBodies() throws Exception {
    HttpResponse<String> many = post(Collections.nCopies(1_001, "1").toArray(new String[0]));
    assertThat(many.statusCode()).isEqualTo(400);
    Contract.read(many);

    HttpResponse<String> much = postBody(" ".repeat(1_000_001));
    assertThat(much.statusCode()).isEqualTo(413);
    Contract.read(much);
  }

  @Test
  void acceptsOnlyTokensOfApplications() throws Exception {
    HttpResponse<String> user = postBody("{\"events\": []}", server.token(1));
    assertThat(user.statusCode()).isEqualTo(401);
    Contract.read(user);

    HttpResponse<String> application = server.getAs("Bearer " + application());
    assertThat(application.statusCode()).isEqualTo(401);

    HttpResponse<String> read = server.get("/events");
    assertThat(read.statusCode()).isEqualTo(405);
    assertThat(read.headers().firstValue("Allow")).contains("POST");
  }

  private HttpResponse<String> post(String... events) throws IOException, InterruptedException {
    return postBody("{\"events\": [" + String.join(",", events) + "]}");
  }

  private HttpResponse<String> postBody(String body) throws IOException, InterruptedException {
    return postBody(body, application());
  }

  private HttpResponse<String> postBody(String body, String token)
      throws IOException, InterruptedException {
    return server.send(
        server
            .request("/events")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(body)));
  }

  private String application() {
    return server.tokens.issueForApplication("web", Duration.ofHours(1));
  }
}
