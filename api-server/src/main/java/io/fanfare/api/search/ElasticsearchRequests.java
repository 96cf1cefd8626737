package io.fanfare.api.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fanfare.api.availability.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.http.HttpEntity;
import org.apache.http.client.config.RequestConfig;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/** Sends requests to Elasticsearch, and distinguishes why it does not answer. */
final class ElasticsearchRequests implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 3_000;
  private static final int PROBE_MILLIS = 1_000;

  private final RestClient client;

  ElasticsearchRequests(RestClient client) {
    this.client = client;
  }

  /** An index or a point in time does not exist. */
  static final class MissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingException(String error) {
      super(error);
    }
  }

  /**
   * Sends a request.
   *
   * @return its answer; fails with an {@link UnavailableException} if Elasticsearch is absent or
   *     too busy, and with a {@link MissingException} if it lacks an index or a point in time
   */
  CompletionStage<JsonNode> send(Request request) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    request.setOptions(patience(ANSWER_MILLIS));
    client.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            try {
              answer.complete(json(response));
            } catch (IOException e) {
              answer.completeExceptionally(absent(e));
            }
          }

          @Override
          public void onFailure(Exception failure) {
            answer.completeExceptionally(
                failure instanceof ResponseException refused
                    ? failure(refused.getResponse())
                    : absent(failure));
          }
        });
    return answer;
  }

  /** Whether a request succeeds, within about a second. */
  boolean succeeds(Request request) {
    request.setOptions(patience(PROBE_MILLIS));
    try {
      client.performRequest(request);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /**
   * The exception for an error that Elasticsearch reports.
   *
   * @param error as Elasticsearch describes it
   */
  static RuntimeException failure(int status, JsonNode error) {
    String type = error.path("type").asText("unknown");
    String root = error.at("/root_cause/0/type").asText(type);
    String answer = status + " " + (root.equals(type) ? type : type + " of " + root);
    if (status == 404 || root.equals("no_shard_available_action_exception")) {
      return new MissingException(answer);
    }
    IOException cause = new IOException("Elasticsearch answered " + answer);
    if (status == 429) {
      return busy(cause);
    }
    // Only the operator can correct a wrong password, like a server that is absent.
    boolean isWrongPassword = status == 401 || status == 403;
    boolean isServerFailure = status == 408 || status >= 500;
    return isWrongPassword || isServerFailure
        ? absent(cause)
        : new IllegalStateException(cause.getMessage() + ": " + error.path("reason").asText());
  }

  static UnavailableException busy(@Nullable Throwable cause) {
    return new UnavailableException("Elasticsearch is too busy right now: try again later.", cause);
  }

  static UnavailableException notReady(Throwable cause) {
    return new UnavailableException(
        "Search is not available yet, because the search indices do not exist:"
            + " try again later.",
        cause);
  }

  static UnavailableException absent(Throwable cause) {
    return new UnavailableException(
        "Search is not available right now, because Elasticsearch does not answer:"
            + " try again later.",
        cause);
  }

  private static RuntimeException failure(Response response) {
    int status = response.getStatusLine().getStatusCode();
    try {
      return failure(status, json(response).path("error"));
    } catch (IOException e) {
      return failure(status, MissingNode.getInstance());
    }
  }

  private static JsonNode json(Response response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return MissingNode.getInstance();
    }
    try (InputStream in = entity.getContent()) {
      return JSON.readTree(in);
    }
  }

  private static RequestOptions patience(int millis) {
    RequestOptions.Builder options = RequestOptions.DEFAULT.toBuilder();
    options.setRequestConfig(
        RequestConfig.custom()
            .setConnectTimeout(CONNECT_MILLIS)
            .setConnectionRequestTimeout(CONNECT_MILLIS)
            .setSocketTimeout(millis)
            .build());
    return options.build();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
