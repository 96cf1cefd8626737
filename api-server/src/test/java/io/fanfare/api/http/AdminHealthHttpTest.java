package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Health on a port of its own, as balancers and Kubernetes ask for it. */
class AdminHealthHttpTest {

  private volatile Missing missing = Missing.NOTHING;
  private final HealthHandler health = new HealthHandler(() -> missing);
  private final Javalin http =
      Javalin.create(config -> health.register(config.routes)).start("127.0.0.1", 0);

  @AfterEach
  void stop() {
    http.stop();
  }

  @Test
  void isReadyWithoutWhatOnlySomeAnswersNeed() throws Exception {
    missing = new Missing(Set.of(), Set.of("Kafka"));
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("missing")).hasToString("[\"Kafka\"]");
  }

  @Test
  void isNotReadyWithoutWhatEveryAnswerNeeds() throws Exception {
    missing = new Missing(Set.of("MySQL"), Set.of());
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void isNotReadyWhenItIsAboutToStop() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    health.drain();
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).get("status").textValue()).isEqualTo("draining");
    assertThat(json(answer).get("error_code").textValue()).isEqualTo("not_ready");
    // It must not be killed for that.
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void answersHeadAndAnyParameters() throws Exception {
    assertThat(get("/health/ready?probe=1").statusCode()).isEqualTo(200);
    HttpRequest.Builder head = request("/health/ready").method("HEAD", BodyPublishers.noBody());
    assertThat(send(head).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }
}
