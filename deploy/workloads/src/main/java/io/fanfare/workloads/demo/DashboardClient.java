package io.fanfare.workloads.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import io.fanfare.local.StackAddresses;
import io.fanfare.workloads.api.StackTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Reads a dashboard through the API, as the page does. */
final class DashboardClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String api;
  private final Tokens tokens;

  DashboardClient(StackAddresses addresses) {
    this.api = addresses.apiUrl();
    this.tokens = StackTokens.of(addresses.settings().home());
  }

  /**
   * The newest entry of a user's dashboard, `track 7` or `track:repost 7 by 2`; empty if it has
   * none, or if the API does not answer just now.
   */
  Optional<String> newest(long user) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + "/me/feed?limit=1"))
            .header("Authorization", "Bearer " + tokens.issue(user, TOKEN_LIFETIME))
            .timeout(PATIENCE)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        return Optional.empty();
      }
      JsonNode entry = json.readTree(answer.body()).path("collection").path(0);
      return entry.isMissingNode() ? Optional.empty() : Optional.of(name(entry));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String name(JsonNode entry) {
    String name = entry.path("type").asText() + " " + id(entry.path("origin").path("urn").asText());
    return entry.hasNonNull("reposter")
        ? name + " by " + id(entry.path("reposter").asText())
        : name;
  }

  private static String id(String urn) {
    return urn.substring(urn.lastIndexOf(':') + 1);
  }
}
