package io.fanfare.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** A client that follows `next_href` through a whole list, and asks for no page twice. */
final class PagingClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final String edge;
  private final String token;

  /**
   * @param edge where the client's requests and all links must go
   */
  PagingClient(HttpClient client, String edge, String token) {
    this.client = client;
    this.edge = edge;
    this.token = token;
  }

  /**
   * What all items of a list have at a place, in their order.
   *
   * @param place JSON pointer
   * @throws IOException if one page is not answered with 200
   */
  List<String> all(String path, String place) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (String next = edge + path; next != null; ) {
      if (!next.startsWith(edge + "/")) {
        throw new IOException("A link leads past the edge: " + next);
      }
      JsonNode page = get(next);
      page.get("collection").forEach(item -> all.add(item.at(place).asText()));
      next = page.path("next_href").asText(null);
    }
    return all;
  }

  private JsonNode get(String href) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(href)).header("Authorization", "Bearer " + token).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " for " + href + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
