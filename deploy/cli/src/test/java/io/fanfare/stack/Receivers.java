package io.fanfare.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the receivers of the shared stack got: the mailboxes, pushes and webhooks of listeners. */
final class Receivers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url = SharedStack.get().addresses().receiversUrl();

  List<JsonNode> mails(String address) throws IOException, InterruptedException {
    return items("/mails?limit=1000&to=" + address);
  }

  List<JsonNode> pushes(String subscription) throws IOException, InterruptedException {
    return items("/pushes?limit=1000&subscription=" + subscription);
  }

  List<JsonNode> webhooks(String name) throws IOException, InterruptedException {
    return items("/webhooks?limit=1000&name=" + name);
  }

  /** A new subscription: `id`, `endpoint` and `keys`. */
  JsonNode subscribe() throws IOException, InterruptedException {
    return JSON.readTree(send("POST", "/subscriptions", "{}"));
  }

  /** Ends a subscription: pushes to it are answered with 410. */
  void unsubscribe(String subscription) throws IOException, InterruptedException {
    send("DELETE", "/subscriptions/" + subscription, "");
  }

  /** A new receiver of webhooks; returns its URL. */
  String webhook(String name, String secret) throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("secret", secret));
    return JSON.readTree(send("PUT", "/webhooks/" + name, body)).get("url").asText();
  }

  /** The next requests of a channel to a name get this status. */
  void fail(String channel, String name, int status, int count)
      throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("status", status, "count", count));
    send("PUT", "/faults/" + channel + "/" + name, body);
  }

  private List<JsonNode> items(String path) throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    JSON.readTree(send("GET", path, "")).get("items").forEach(items::add);
    return items;
  }

  private String send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(url + path))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + response.body());
    }
    return response.body();
  }
}
