package io.fanfare.ops.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.RestAccess;
import io.fanfare.schemas.settings.CertificateAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The REST interface of a server that speaks JSON. */
public final class Rest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** One client for each set of certificates: each has threads of its own. */
  private static final Map<Optional<Path>, HttpClient> CLIENTS = new ConcurrentHashMap<>();

  private final String server;
  private final RestAccess access;
  private final HttpClient client;

  /**
   * @param server its name, for errors
   * @throws OperationException if the server's certificates are in a file that cannot be read
   */
  public Rest(String server, RestAccess access) {
    this.server = server;
    this.access = access;
    this.client =
        CLIENTS.computeIfAbsent(Optional.ofNullable(access.caFile()), file -> client(server, file));
  }

  private static HttpClient client(String server, Optional<Path> caFile) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2));
    if (caFile.isPresent()) {
      try {
        client.sslContext(CertificateAuthority.trusting(caFile.get()));
      } catch (IOException e) {
        throw new OperationException(
            "The certificates for %s cannot be read: %s".formatted(server, e.getMessage()), e);
      }
    }
    return client.build();
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  public JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send(json(path).POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  public JsonNode put(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send(json(path).PUT(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  public JsonNode patch(String path) throws IOException, InterruptedException {
    return send(request(path).method("PATCH", BodyPublishers.noBody()));
  }

  public JsonNode delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /**
   * Sends a request and reads the answer.
   *
   * @throws RestException if the server answered with an error
   * @throws IOException if it did not answer
   */
  public JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
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
        client.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      // The timeout of the request ends with the first byte of the answer.
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(server + " does not answer: " + e.getCause(), e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(server + " does not answer within " + PATIENCE.toSeconds() + " s", e);
    }
  }

  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(access.url() + path)).timeout(PATIENCE);
    if (!access.user().isEmpty()) {
      byte[] login = (access.user() + ":" + access.password()).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return request;
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
   * Connect answers with `message`, Flink with a list `errors` whose last holds the stack trace.
   */
  private static String reason(JsonNode body) {
    String message = body.path("message").asText("");
    JsonNode errors = body.path("errors");
    return message.isEmpty() ? cause(errors.path(errors.size() - 1).asText()) : message;
  }

  /** The innermost cause in a stack trace, which is the most precise one. */
  public static String cause(String trace) {
    String cause = trace.lines().findFirst().orElse("no reason given");
    for (String line : trace.lines().toList()) {
      if (line.startsWith("Caused by: ")) {
        cause = line.substring("Caused by: ".length());
      }
    }
    return cause;
  }
}
