package io.fanfare.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.auth.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of the API: reads dashboards as their owners would. */
public final class Feed {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Feed() {}

  /** The whole dashboard, page by page: `track 7` or `track:repost 7 by 2`, newest first. */
  public static List<String> of(long user) throws IOException, InterruptedException {
    return of(user, 50);
  }

  public static List<String> of(long user, int limit) throws IOException, InterruptedException {
    List<String> entries = new ArrayList<>();
    String next = "/me/feed?limit=" + limit;
    while (next != null) {
      JsonNode page = get(user, next);
      page.get("collection").forEach(item -> entries.add(entry(item)));
      next = page.path("next_href").asText(null);
    }
    return entries;
  }

  public static JsonNode get(long user, String pathOrHref)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(token(user), pathOrHref);
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  public static HttpResponse<String> send(String token, String pathOrHref)
      throws IOException, InterruptedException {
    String address =
        pathOrHref.startsWith("/")
            ? SharedStack.get().addresses().apiUrl() + pathOrHref
            : pathOrHref;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + token)
            .timeout(PATIENCE)
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  public static String token(long user) throws IOException {
    TokenKey key =
        TokenKey.parse(Files.readString(SharedStack.settings().secrets().tokenKeyFile()));
    return new Tokens(key, Clock.systemUTC()).issue(user, Duration.ofHours(1));
  }

  private static String entry(JsonNode item) {
    String entry = item.get("type").asText() + " " + id(item.get("origin").get("urn").asText());
    return item.hasNonNull("reposter") ? entry + " by " + id(item.get("reposter").asText()) : entry;
  }

  private static String id(String urn) {
    return urn.substring(urn.lastIndexOf(':') + 1);
  }
}
