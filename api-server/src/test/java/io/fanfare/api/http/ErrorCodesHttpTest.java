package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.schemas.search.DocumentKind;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of error, made by a request, in both formats. */
class ErrorCodesHttpTest {

  private static final String PROBLEM = "application/problem+json";
  private static final String JSON = "application/json";
  private static final Path PAGE = Path.of("../docs/reference/api.md");

  private TestServer server = TestServer.start();
  private final List<InputStream> streams = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (InputStream stream : streams) {
      stream.close();
    }
    server.close();
  }

  /** Others: Jetty answers invalid HTTP, limits have a test of their own, health a format. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"REQUEST_INVALID", "RATE_LIMITED", "NOT_READY"})
  void eachKindHasItsCodeInBothFormats(ErrorKind kind) throws Exception {
    HttpRequest.Builder request = causing(kind);
    String link = TestServer.PUBLIC_URL + "/openapi.yaml";

    HttpResponse<String> usual = server.send(request.setHeader("Accept", "*/*"));
    JsonNode error = read(usual);
    assertThat(usual.statusCode()).isEqualTo(kind.status());
    assertThat(error.get("error_code").textValue()).isEqualTo(kind.code());
    assertThat(error.get("code").intValue()).isEqualTo(kind.status());
    assertThat(error.get("link").textValue()).isEqualTo(link);

    HttpResponse<String> asked = server.send(request.setHeader("Accept", JSON + ", " + PROBLEM));
    JsonNode problem = read(asked);
    assertThat(asked.statusCode()).isEqualTo(kind.status());
    assertThat(asked.headers().firstValue("Content-Type")).contains(PROBLEM + ";charset=utf-8");
    assertThat(problem.get("error_code").textValue()).isEqualTo(kind.code());
    assertThat(problem.get("status").intValue()).isEqualTo(kind.status());
    assertThat(problem.get("type").textValue()).isEqualTo(link + "#" + kind.code());
    assertThat(problem.get("title").textValue()).isEqualTo(kind.title());
    assertThat(problem.get("detail").textValue()).endsWith(".");
    assertThat(asked.headers().allValues("Vary")).containsExactly("Authorization, Accept");
  }

  private HttpRequest.Builder causing(ErrorKind kind) throws Exception {
    return switch (kind) {
      case PARAMETER_INVALID -> as("/me/feed?limit=0");
      case PARAMETER_UNKNOWN -> as("/me/feed?offset=50");
      case CURSOR_INVALID -> as("/me/notifications?cursor=x");
      case BODY_INVALID -> post("/me/notifications/seen", "{\"until\": 1}");
      case TOKEN_INVALID -> server.request("/me/feed").header("Authorization", "Bearer x");
      case TOKEN_MISSING -> server.request("/me/stats");
      case TOKEN_EXPIRED -> expired();
      case FORBIDDEN -> foreignStats();
      case NOT_FOUND -> as("/nothing");
      case NOT_CONFIGURED -> as("/me/notifications/webhook-secret");
      case METHOD_NOT_ALLOWED -> post("/me/feed", "{}");
      case TOO_MANY_DEVICES -> oneDeviceMore();
      case CURSOR_EXPIRED -> oldPoll();
      case BODY_TOO_LARGE -> post("/me/notifications/seen", " ".repeat(20_000));
      case MEDIA_TYPE_UNSUPPORTED ->
          post("/me/notifications/seen", "x").header("Content-Type", "text/plain");
      case ENCODING_UNSUPPORTED ->
          post("/me/notifications/seen", "x").header("Content-Encoding", "br");
      case TOO_MANY_CHANGES -> oneChangeMore();
      case TOO_MANY_STREAMS -> oneStreamMore();
      case INTERNAL -> onFailingStore();
      case FORMAT_UNSUPPORTED -> as("/oembed?url=x&format=xml");
      case UNAVAILABLE -> withoutLog();
      default -> throw new AssertionError("No request causes " + kind);
    };
  }

  private HttpRequest.Builder as(String path) {
    return server
        .request(path)
        .header("Authorization", "Bearer " + server.token(TestServer.LISTENER));
  }

  private HttpRequest.Builder post(String path, String body) {
    return as(path).POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder expired() {
    String token = server.tokens.issue(TestServer.LISTENER, Duration.ofHours(-1));
    return server.request("/me/feed").header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder foreignStats() {
    server.publish(11, 22, TestServer.NOW_MICROS);
    return as("/tracks/soundcloud:tracks:11/stats?kinds=download");
  }

  private HttpRequest.Builder oneDeviceMore() throws Exception {
    String body =
        """
        {"endpoint": "https://push.example/%d", "keys": {"p256dh": "%s", "auth": "%s"}}""";
    for (int i = 0; i < 20; i++) {
      String one = body.formatted(i, TestServer.PUSH_KEY, "A".repeat(22));
      assertThat(server.send(post("/me/notifications/devices", one)).statusCode()).isEqualTo(200);
    }
    return post(
        "/me/notifications/devices", body.formatted(20, TestServer.PUSH_KEY, "A".repeat(22)));
  }

  private HttpRequest.Builder oldPoll() throws Exception {
    String poll = Contract.read(server.get("/me/feed")).get("future_href").textValue();
    server.arrive(1, 22, TestServer.NOW_MICROS);
    server.log.lose();
    server.log.forgetBefore(1);
    server.log.follow();
    return as(poll.substring(TestServer.PUBLIC_URL.length()));
  }

  private HttpRequest.Builder oneChangeMore() throws Exception {
    HttpRequest.Builder change =
        as("/me/notifications/opt-outs/push").PUT(BodyPublishers.ofString("{\"opted_out\": true}"));
    for (int i = 0; i < 60; i++) {
      assertThat(server.send(change).statusCode()).isEqualTo(200);
    }
    return change;
  }

  private HttpRequest.Builder oneStreamMore() throws Exception {
    for (int i = 0; i < TestServer.LIMITS.perUser(); i++) {
      streams.add(server.stream(server.token(TestServer.LISTENER), null).body());
    }
    return as("/me/feed/updates");
  }

  private HttpRequest.Builder onFailingStore() {
    server.close();
    server =
        TestServer.on(new FailingDashboards(new IllegalStateException("inner")), Missing.NOTHING);
    return as("/me/feed");
  }

  private HttpRequest.Builder withoutLog() {
    server.log.lose();
    return as("/me/feed/updates");
  }

  /** Unknown paths and methods are not in the contract. */
  private static JsonNode read(HttpResponse<String> response) throws Exception {
    return Set.of(404, 405).contains(response.statusCode())
        ? new ObjectMapper().readTree(response.body())
        : Contract.read(response);
  }

  /** Without headers that can be read, nobody knows what the client accepts. */
  @Test
  void invalidHttpHasItsCode() throws Exception {
    String answer = server.exchange("GET /me/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .contains("Content-Type: application/json", "\"error_code\":\"request_invalid\"");
  }

  @Test
  void whatJettyRefusesIsAProblemForWhoAcceptsOne() throws Exception {
    String head = "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    assertThat(server.exchange(head + "Accept: " + PROBLEM + "\r\n\r\n"))
        .contains("Content-Type: " + PROBLEM, "\"error_code\":\"not_found\"");
  }

  @Test
  void aServerThatIsNotReadyNamesTheKind() throws Exception {
    server.close();
    server = TestServer.on(server.dashboards, new Missing(Set.of("MySQL"), Set.of()));
    HttpResponse<String> answer = server.send(server.request("/health/ready"));
    assertThat(Contract.read(answer).get("error_code").textValue())
        .isEqualTo(ErrorKind.NOT_READY.code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "*/*",
        "application/*",
        "application/problem+json;q=0",
        "application/problem+json;q=0.1, application/json;q=0.9",
        "application/problem+json; q=x",
        "application/problem+xml"
      })
  void otherClientsGetTheFormatOfTheApi(String accept) throws Exception {
    HttpResponse<String> answer = server.send(as("/me/feed?limit=0").header("Accept", accept));
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/json;charset=utf-8");
    assertThat(Contract.read(answer).has("link")).isTrue();
  }

  @Test
  void searchesThatExpiredHaveTheCodeOfCursors() throws Exception {
    for (long track = 1; track < 4; track++) {
      server.publish(track, 22, TestServer.NOW_MICROS - track);
      server.index.put(DocumentKind.TRACK, track, "a track");
    }
    String next =
        Contract.read(server.get("/tracks?limit=1&linked_partitioning=true"))
            .get("next_href")
            .textValue();
    server.index.loseStates();
    assertThat(Contract.read(server.follow(next)).get("error_code").textValue())
        .isEqualTo(ErrorKind.CURSOR_EXPIRED.code());
  }

  @Test
  void theContractAndThePageListAllCodes() throws Exception {
    List<String> codes = Arrays.stream(ErrorKind.values()).map(ErrorKind::code).toList();
    assertThat(
            new OpenAPIV3Parser()
                .read("openapi.yaml")
                .getComponents()
                .getSchemas()
                .get("ErrorCode")
                .getEnum())
        .isEqualTo(codes);
    String page = Files.readString(PAGE);
    assertThat(
            page.lines()
                .filter(line -> line.matches("\\| `[a-z_]+` \\| [45]\\d\\d \\|.*"))
                .toList())
        .extracting(line -> line.split("\\|")[1].strip() + line.split("\\|")[2].strip())
        .containsExactlyElementsOf(
            Arrays.stream(ErrorKind.values())
                .map(kind -> "`" + kind.code() + "`" + kind.status())
                .toList());
  }
}
