package io.fanfare.receivers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiversTest {

  private static final Instant NOW = Instant.ofEpochSecond(1614265330);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Receivers receivers;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    receivers = new Receivers(0, 0, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    receivers.close();
  }

  @Test
  void keepsMailOfAnyScript() throws Exception {
    send("jürgen & 李", "<b>not bold</b>");

    JsonNode mail = get("/mails?to=ann@example.test").at("/items/0");
    assertThat(mail.path("subject").textValue()).isEqualTo("jürgen & 李");
    assertThat(mail.path("returnPath").textValue()).isEqualTo("bounce@example.test");
    assertThat(mail.path("text").textValue()).contains("<b>not bold</b>");
    assertThat(get("/mails?to=bob@example.test").path("items")).isEmpty();
    String page = request("GET", "/", "").body();
    assertThat(page).contains("jürgen &amp; 李", "&lt;b&gt;not bold").doesNotContain("<b>not");
  }

  @Test
  void refusesMailAsTold() throws Exception {
    put("/faults/smtp/ann@example.test", "{\"status\": 550, \"count\": 1}");
    assertThatThrownBy(() -> send("s", "t")).isInstanceOf(SendFailedException.class);
    put("/faults/smtp", "{\"status\": 451, \"count\": 1, \"phase\": \"data\"}");
    assertThatThrownBy(() -> send("s", "t")).isInstanceOf(MessagingException.class);

    send("s", "t");
    assertThat(get("/mails").path("total").intValue()).isEqualTo(1);
  }

  @Test
  void checksSignaturesOfWebhooks() throws Exception {
    JsonNode created = new ObjectMapper().readTree(put("/webhooks/shop", "").body());
    String secret = created.path("secret").textValue();
    String signature = WebhookReceiver.sign(secret, "m1.1614265330.", "{}".getBytes(UTF_8));

    assertThat(webhook("1614265330", "v1,other v1," + signature)).isEqualTo(204);
    assertThat(webhook("1614265330", "v1,other")).isEqualTo(401);
    assertThat(webhook("1614265029", "v1," + signature)).isEqualTo(401);
    assertThat(get("/webhooks?name=shop").at("/items/1/problem").textValue()).contains("signature");
    request("DELETE", "/webhooks/shop", "");
    assertThat(webhook("1614265330", "v1," + signature)).isEqualTo(410);
  }

  @Test
  void signsAsTheExampleOfStandardWebhooks() {
    assertThat(
            WebhookReceiver.sign(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.",
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void failsAsOftenAsTold() throws Exception {
    put("/faults/push", "{\"status\": 429, \"retryAfter\": \"7\", \"count\": 2}");
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> limited = request("POST", "/push/x", "");
      assertThat(limited.statusCode()).isEqualTo(429);
      assertThat(limited.headers().firstValue("Retry-After")).contains("7");
    }
    assertThat(request("POST", "/push/x", "").statusCode()).isEqualTo(410);
    assertThat(get("/pushes").path("total").intValue()).isEqualTo(3);
    request("DELETE", "/received", "");
    assertThat(get("/pushes").path("total").intValue()).isZero();
  }

  @Test
  void refusesPushesWithoutTheirHeaders() throws Exception {
    JsonNode created = new ObjectMapper().readTree(request("POST", "/subscriptions", "").body());
    String path = URI.create(created.path("endpoint").textValue()).getPath();
    assertThat(request("POST", path, "x").body()).contains("TTL");
    assertThat(created.at("/keys/p256dh").textValue()).hasSize(87);
    assertThat(created.at("/keys/auth").textValue()).hasSize(22);
  }

  @Test
  void rejectsUnknownFaultsAndPaths() throws Exception {
    assertThat(put("/faults/fax", "{\"status\": 500}").statusCode()).isEqualTo(400);
    assertThat(put("/faults/push", "{\"status\": 99}").statusCode()).isEqualTo(400);
    assertThat(put("/faults/push", "{\"colour\": 1}").statusCode()).isEqualTo(400);
    assertThat(request("GET", "/nothing", "").statusCode()).isEqualTo(404);
  }

  @Test
  void keepsTheLatestOnly() {
    Latest<Integer> latest = new Latest<>();
    for (int i = 0; i < Latest.CAPACITY + 5; i++) {
      latest.add(i);
    }
    assertThat(latest.find(i -> true, Integer.MAX_VALUE).items())
        .hasSize(Latest.CAPACITY)
        .startsWith(Latest.CAPACITY + 4)
        .endsWith(5);
    assertThat(latest.find(i -> true, 1).total()).isEqualTo(Latest.CAPACITY + 5);
  }

  private void send(String subject, String text) throws MessagingException {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", "127.0.0.1");
    properties.put("mail.smtp.port", String.valueOf(receivers.smtpPort()));
    properties.put("mail.smtp.from", "bounce@example.test");
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(new InternetAddress("fanfare@example.test"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("ann@example.test"));
    message.setSubject(subject, "UTF-8");
    message.setText(text, "UTF-8");
    Transport.send(message);
  }

  private int webhook(String timestamp, String signature) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/webhooks/shop"))
            .header("webhook-id", "m1")
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .POST(BodyPublishers.ofString("{}"))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).statusCode();
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    return request("PUT", path, body);
  }

  private JsonNode get(String path) throws Exception {
    return new ObjectMapper().readTree(request("GET", path, "").body());
  }

  private HttpResponse<String> request(String method, String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + receivers.port() + path);
  }
}
