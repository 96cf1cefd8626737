package io.fanfare.api.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.availability.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A Prometheus, asked over its HTTP interface for values of now. */
public final class Prometheus {

  /** Hundreds of series; the queries have dozens. */
  private static final int MOST_BYTES = 256 * 1024;

  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final Duration patience;
  private final HttpClient http;

  /**
   * @param url without a slash at its end
   * @param patience how long all answers together may take
   */
  public Prometheus(String url, Duration patience) {
    this.url = url;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  /**
   * The answers to all queries, by name. The result fails with an {@link UnavailableException} if
   * one of them is missing: a page with half of the values would look like a pipeline that is half
   * idle.
   */
  CompletableFuture<Map<String, List<Sample>>> ask(Map<String, String> queries) {
    Map<String, CompletableFuture<HttpResponse<byte[]>>> asked = new TreeMap<>();
    queries.forEach((name, query) -> asked.put(name, send(query)));
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(all -> read(asked))
        .whenComplete((read, failure) -> asked.values().forEach(answer -> answer.cancel(true)))
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(unavailable(failure)));
  }

  private CompletableFuture<HttpResponse<byte[]>> send(String query) {
    URI uri = URI.create(url + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(patience).build();
    return http.sendAsync(request, answer -> new LimitedBody(MOST_BYTES));
  }

  private Map<String, List<Sample>> read(
      Map<String, CompletableFuture<HttpResponse<byte[]>>> answers) {
    Map<String, List<Sample>> read = new TreeMap<>();
    answers.forEach((name, answer) -> read.put(name, samples(name, answer.join())));
    return read;
  }

  private List<Sample> samples(String name, HttpResponse<byte[]> answer) {
    if (answer.statusCode() != OK) {
      throw new UnavailableException(
          "Prometheus at %s answers the query %s with the status %d."
              .formatted(url, name, answer.statusCode()),
          null);
    }
    JsonNode result = result(answer.body());
    if (!result.isArray()) {
      throw unreadable(null);
    }
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : result) {
      double value = value(series.at("/value/1").asText());
      if (Double.isFinite(value)) {
        samples.add(new Sample(labels(series.path("metric")), value));
      }
    }
    return samples;
  }

  private JsonNode result(byte[] body) {
    try {
      return JSON.readTree(body).at("/data/result");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** A quantile or a share of nothing is no number, and is shown as unknown. */
  private double value(String text) {
    if (text.endsWith("Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw unreadable(e);
    }
  }

  private static Map<String, String> labels(JsonNode metric) {
    Map<String, String> labels = new HashMap<>();
    metric
        .fields()
        .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private UnavailableException unreadable(@Nullable Exception cause) {
    return new UnavailableException(
        "The answer of %s cannot be read: is --prometheus-url the address of a Prometheus?"
            .formatted(url),
        cause);
  }

  private UnavailableException unavailable(Throwable failure) {
    UnavailableException known = UnavailableException.in(failure);
    if (known != null) {
      return known;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String reason =
        cause instanceof TimeoutException
            ? "within %d ms".formatted(patience.toMillis())
            : "(%s)".formatted(cause);
    return new UnavailableException(
        "Prometheus at %s does not answer %s.".formatted(url, reason), cause);
  }
}
