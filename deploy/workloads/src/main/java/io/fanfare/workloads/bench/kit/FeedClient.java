package io.fanfare.workloads.bench.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads feeds over HTTP as their users' clients would. Thread-safe. */
public final class FeedClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TOKEN = Duration.ofHours(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String api;
  private final Tokens tokens;

  /**
   * @param api URL of the API server
   */
  public FeedClient(String api, Tokens tokens) {
    this.api = api;
    this.tokens = tokens;
  }

  /** Items of a page, and the address of the next page; null at the end of the feed. */
  public record Page(JsonNode items, @Nullable String next) {

    public static Page of(byte[] answer) throws IOException {
      JsonNode page = JSON.readTree(answer);
      return new Page(page.path("collection"), page.path("next_href").textValue());
    }

    /** Whether an item is about a track. */
    boolean shows(long trackId) {
      for (JsonNode item : items) {
        if (item.path("origin").path("urn").asText().endsWith(":tracks:" + trackId)) {
          return true;
        }
      }
      return false;
    }
  }

  public HttpRequest firstPage(long user, int limit) {
    return request(user, api + "/me/feed?limit=" + limit);
  }

  public HttpRequest request(long user, String href) {
    return HttpRequest.newBuilder(URI.create(href))
        .header("Authorization", "Bearer " + tokens.issue(user, TOKEN))
        .build();
  }

  /**
   * The answer as it came.
   *
   * @throws IOException if it is not a page
   */
  public byte[] read(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "the API server returned %d for %s".formatted(answer.statusCode(), request.uri()));
    }
    return answer.body();
  }
}
