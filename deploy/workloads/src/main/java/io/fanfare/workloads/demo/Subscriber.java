package io.fanfare.workloads.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.auth.Tokens;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.ActivityTypes;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.workloads.api.StackTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has a listener notified by every channel of the stack, as application and browser do. */
final class Subscriber {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int FIRST_FAILURE = 300;

  private static final String SETTING =
      "INSERT INTO notification_settings (user_id, channel, activity_type, enabled, address)"
          + " VALUES (?, ?, ?, TRUE, ?) ON DUPLICATE KEY UPDATE enabled = enabled";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final StackAddresses addresses;
  private final Tokens tokens;

  Subscriber(StackAddresses addresses) {
    this.addresses = addresses;
    this.tokens = StackTokens.of(addresses.settings().home());
  }

  /**
   * Subscribes a user.
   *
   * @throws IOException if the receivers or the API do not take it
   */
  void subscribe(long user, Connection connection)
      throws IOException, InterruptedException, SQLException {
    String name = "listener-" + user;
    String webhook = webhook(name, user);
    registerBrowser(user);
    enable(connection, user, Channel.PUSH, null);
    enable(connection, user, Channel.EMAIL, name + "@fanfare.example");
    enable(connection, user, Channel.WEBHOOK, webhook);
  }

  private static void enable(
      Connection connection, long user, Channel channel, @Nullable String address)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTING)) {
      for (ActivityKind kind : ActivityKind.values()) {
        statement.setLong(1, user);
        statement.setString(2, Channels.name(channel));
        statement.setString(3, ActivityTypes.name(kind));
        statement.setString(4, address);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private String webhook(String name, long user) throws IOException, InterruptedException {
    TokenKey key =
        TokenKey.parse(Files.readString(addresses.settings().secrets().webhookKeyFile(), UTF_8));
    String secret = "whsec_" + Base64.getEncoder().encodeToString(key.derive("webhook/" + user));
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
        request(addresses.apiUrl() + "/me/notifications/devices")
            .header("Authorization", "Bearer " + tokens.issue(user, Duration.ofHours(1)))
            .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(device))));
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
