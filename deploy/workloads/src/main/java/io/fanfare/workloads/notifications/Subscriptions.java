package io.fanfare.workloads.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.workloads.api.StackTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Has listeners' webhooks and browsers registered, as a server and a browser do it. */
public final class Subscriptions {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int FIRST_FAILURE = 300;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final StackAddresses addresses;
  private final Tokens tokens;

  /** Where a listener gets messages. */
  public record Receiver(String mailbox, String webhook) {

    /** The address in a row of settings; a browser has none there. */
    public String address(Channel channel) {
      return switch (channel) {
        case PUSH -> "";
        case EMAIL -> mailbox;
        case WEBHOOK -> webhook;
      };
    }
  }

  public Subscriptions(StackAddresses addresses) {
    this.addresses = addresses;
    this.tokens = StackTokens.of(addresses.settings().home());
  }

  /**
   * Registers a webhook and a browser of a listener.
   *
   * @throws IOException if the receivers or the API do not take it
   */
  public Receiver register(long user) throws IOException, InterruptedException {
    String name = "listener-" + user;
    String webhook = webhook(name, user);
    registerBrowser(user);
    return new Receiver(name + "@fanfare.example", webhook);
  }

  private String webhook(String name, long user) throws IOException, InterruptedException {
    String secret = send(as(user, "/me/notifications/webhook-secret")).path("secret").asText();
    HttpRequest.Builder request =
        request(addresses.receiversUrl() + "/webhooks/" + name)
            .PUT(BodyPublishers.ofByteArray(json.writeValueAsBytes(Map.of("secret", secret))));
    return send(request).path("url").asText();
  }

  private void registerBrowser(long user) throws IOException, InterruptedException {
    Map<String, String> key =
        Map.of("applicationServerKey", addresses.settings().secrets().vapidPublicKey());
    JsonNode subscription =
        send(
            request(addresses.receiversUrl() + "/subscriptions")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(key))));
    Map<String, Object> device =
        Map.of(
            "endpoint", subscription.path("endpoint").asText(), "keys", subscription.path("keys"));
    send(
        as(user, "/me/notifications/devices")
            .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(device))));
  }

  private HttpRequest.Builder as(long user, String path) {
    return request(addresses.apiUrl() + path)
        .header("Authorization", "Bearer " + tokens.issue(user, Duration.ofHours(1)));
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .timeout(PATIENCE);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= FIRST_FAILURE) {
      throw new IOException(
          "%s answered %d: %s"
              .formatted(answer.uri().getPath(), answer.statusCode(), answer.body()));
    }
    return json.readTree(answer.body());
  }
}
