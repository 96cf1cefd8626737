package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.playlist;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.models.KeyList;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every path and method of the contract, also for those that are added later. */
class EveryRouteHttpTest {

  /** Pages are opened from links, to which other programs add parameters. */
  private static final String PAGE = "/notifications/opt-out/";

  /** Differ between any two answers, or describe the body as it was sent. */
  private static final List<String> OF_ONE_ANSWER =
      List.of("date", "x-request-id", "content-length", "transfer-encoding");

  private static TestServer server;
  private static TestServer local;

  @BeforeAll
  static void start() {
    server = TestServer.withKeys();
    local = TestServer.withLocalSignIn();
    server.publish(11, TestServer.LISTENER, TestServer.NOW_MICROS);
    server.models.put(user(11));
    server.models.put(playlist(11, 11, TestServer.NOW_MICROS));
    server.lists.add(11, 1, 11);
    for (KeyList list : KeyList.values()) {
      server.lists.add(list, 11, 11);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
    local.close();
  }

  private record Route(HttpMethod method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static Stream<Route> all() {
    Map<String, PathItem> paths = new OpenAPIV3Parser().read("openapi.yaml").getPaths();
    return paths.entrySet().stream()
        .flatMap(
            path ->
                path.getValue().readOperationsMap().keySet().stream()
                    .map(method -> new Route(method, path.getKey())));
  }

  private static Stream<Route> ofPrograms() {
    return all().filter(route -> !route.path().startsWith(PAGE));
  }

  private static Stream<Route> reads() {
    return all().filter(route -> route.method() == HttpMethod.GET);
  }

  @ParameterizedTest
  @MethodSource("ofPrograms")
  void refusesParametersThatItDoesNotHave(Route route) throws Exception {
    for (String parameter : List.of("offset", "ids", "no_such_parameter")) {
      HttpResponse<String> answer =
          server(route)
              .send(request(route, "?" + parameter + "=1").method(route.method().name(), body()));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      JsonNode error = new ObjectMapper().readTree(answer.body());
      assertThat(error.get("error_code").textValue()).isEqualTo(ErrorKind.PARAMETER_UNKNOWN.code());
      assertThat(error.get("message").textValue()).contains(parameter);
    }
  }

  /** With what a path is for, and with an error. */
  @ParameterizedTest
  @MethodSource("readsOfJson")
  void answersAsTheContractSays(Route route) throws Exception {
    HttpResponse<String> found = server(route).send(request(route, required(route)));
    assertThat(found.statusCode()).as(found.body()).isIn(200, 302);
    Contract.read(found);
    HttpResponse<String> refused = server(route).send(request(route, "?offset=1"));
    assertThat(refused.statusCode()).isEqualTo(400);
    Contract.read(refused);
  }

  private static Stream<Route> readsOfJson() {
    return new OpenAPIV3Parser()
        .read("openapi.yaml").getPaths().entrySet().stream()
            .filter(path -> path.getValue().getGet() != null)
            .filter(
                path ->
                    path.getValue().getGet().getResponses().values().stream()
                        .filter(answer -> answer.getContent() != null)
                        .findFirst()
                        .filter(answer -> answer.getContent().containsKey("application/json"))
                        .isPresent())
            .map(path -> new Route(HttpMethod.GET, path.getKey()));
  }

  private static String required(Route route) {
    return switch (route.path()) {
      case "/resolve", "/oembed" -> "?url=soundcloud:tracks:11";
      case "/search/suggest" -> "?q=a";
      default -> "";
    };
  }

  @ParameterizedTest
  @MethodSource("reads")
  void answersHeadAsGet(Route route) throws Exception {
    assertSame(request(route, ""));
    // An error, too.
    assertSame(request(route, "?offset=1"));
  }

  private static void assertSame(HttpRequest.Builder request) throws Exception {
    // Compressed, as most clients ask for.
    request.header("Accept-Encoding", "gzip");
    HttpResponse<InputStream> get = sent(request, "GET");
    get.body().close();
    HttpResponse<InputStream> head = sent(request, "HEAD");

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(stable(head.headers())).isEqualTo(stable(get.headers()));
    assertThat(head.body().readAllBytes()).isEmpty();
  }

  private static HttpResponse<InputStream> sent(HttpRequest.Builder request, String method)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            request.method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofInputStream());
  }

  private static Map<String, List<String>> stable(HttpHeaders headers) {
    Map<String, List<String>> stable = new TreeMap<>(headers.map());
    stable.keySet().removeAll(OF_ONE_ANSWER);
    return stable;
  }

  private static HttpRequest.Builder request(Route route, String query) {
    String token =
        route.path().equals("/events")
            ? server.tokens.issueForApplication("web", Duration.ofHours(1))
            : server.token(TestServer.LISTENER);
    return server(route).request(path(route) + query).header("Authorization", "Bearer " + token);
  }

  private static TestServer server(Route route) {
    return route.path().startsWith("/local-sign-in/") ? local : server;
  }

  private static String path(Route route) {
    return route
        .path()
        .replace("{urn}", "soundcloud:%s:11".formatted(route.path().split("/", -1)[1]))
        .replace("{id}", "1")
        .replace("{channel}", "push")
        .replace("{token}", "unknown");
  }

  private static HttpRequest.BodyPublisher body() {
    return BodyPublishers.ofString("{}");
  }
}
