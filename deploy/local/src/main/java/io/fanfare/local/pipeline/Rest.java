package io.fanfare.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The REST interface of a server of the stack. */
final class Rest {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final String server;
  private final String root;

  Rest(String server, int port) {
    this.server = server;
    this.root = "http://" + Launch.HOST + ":" + port;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send(json(path).POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  JsonNode put(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return put(path, JSON.writeValueAsBytes(body));
  }

  JsonNode put(String path, byte[] json) throws IOException, InterruptedException {
    return send(json(path).PUT(BodyPublishers.ofByteArray(json)));
  }

  JsonNode patch(String path) throws IOException, InterruptedException {
    return send(request(path).method("PATCH", BodyPublishers.noBody()));
  }

  JsonNode delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /**
   * Sends a request and reads the answer.
   *
   * @throws RestException if the server answered with an error
   * @throws IOException if it did not answer
   */
  JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = answer(request.build());
    JsonNode body = read(answer.body());
    if (answer.statusCode() / 100 != 2) {
      throw new RestException(server, answer.statusCode(), reason(body));
    }
    return body;
  }

  private HttpResponse<byte[]> answer(HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        HTTP.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      // The request's own limit ends with the first byte of the answer.
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(server + " does not answer: " + e.getCause(), e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(server + " does not answer within " + PATIENCE.toSeconds() + " s", e);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE);
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * Connect says `message`, Flink a list `errors` of which the last holds the stack trace, and
   * Elasticsearch an `error` with its `reason`.
   */
  private static String reason(JsonNode body) {
    String message = body.path("message").asText(body.at("/error/reason").asText(""));
    return message.isEmpty() ? body.path("errors").toString() : message;
  }
}
