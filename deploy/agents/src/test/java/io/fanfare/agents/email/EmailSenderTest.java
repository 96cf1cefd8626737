package io.fanfare.agents.email;

import static io.fanfare.agents.Examples.NOW;
import static io.fanfare.agents.Examples.item;
import static io.fanfare.agents.Examples.message;
import static io.fanfare.agents.Examples.single;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.agents.OutsideWorld;
import io.fanfare.agents.email.EmailSettings.Security;
import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Delivery.Result;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailSenderTest {

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final URI STOP = URI.create("https://example.test/stop/abc?x=1&y=2");

  private OutsideWorld world;
  private EmailSender sender;

  @BeforeEach
  void start() throws Exception {
    world = new OutsideWorld(CLOCK);
    sender = new EmailSender(settings(world.smtpPort(), Security.NONE, "", ""), CLOCK);
  }

  @AfterEach
  void stop() {
    sender.close();
    world.close();
  }

  @Test
  void carriesItsHeaders() throws Exception {
    Delivery delivery = send(single("Jürgen 李", "דג 👩‍🎤"), recipient("ann@example.test", ""));
    assertThat(delivery.result()).isEqualTo(Result.ACCEPTED);

    JsonNode mail = world.get("/mails").at("/items/0");
    assertThat(mail.path("subject").textValue()).isEqualTo("Jürgen 李 posted דג 👩‍🎤");
    assertThat(mail.path("returnPath").textValue()).isEqualTo("bounces@example.test");
    assertThat(headers(mail))
        .contains(
            "From: Fünfare <fanfare@example.test>",
            "To: ann@example.test",
            "Message-ID: <m=3A1@mail.example.test>",
            "List-Id: <tracks.mail.example.test>",
            "List-Unsubscribe: <https://example.test/stop/abc?x=1&y=2>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0")
        .anyMatch(header -> header.startsWith("Date: Sun, 1 Mar 2026"))
        .anyMatch(header -> header.startsWith("Content-Type: multipart/alternative"))
        .noneMatch(header -> header.startsWith("References"));
    assertThat(mail.path("text").textValue()).contains("Jürgen 李 posted דג 👩‍🎤");
    assertThat(mail.path("html").textValue()).contains("<bdi>Jürgen 李</bdi>");
  }

  @Test
  void putsTheDigestsOfAThreadTogether() throws Exception {
    Item one = item(ActivityKind.TRACK, "A", "B");
    send(message("d1", true, one), recipient("ann@example.test", "42:daily"));
    send(message("d2", true, one, one), recipient("ann@example.test", "42:daily"));
    send(message("d2", true, one, one), recipient("ann@example.test", "43:daily"));

    JsonNode mails = world.get("/mails").path("items");
    String thread = references(mails.get(2));
    assertThat(thread).matches("References: <thread\\.[\\w-]{43}@mail\\.example\\.test>");
    assertThat(references(mails.get(1))).isEqualTo(thread);
    assertThat(references(mails.get(0))).isNotEqualTo(thread);
    assertThat(headers(mails.get(0))).contains("List-Id: <digests.mail.example.test>");
  }

  @Test
  void isNotLedAstrayByNames() throws Exception {
    String evil = "A\r\nBcc: victim@example.test\r\n\r\n.\r\nMAIL FROM:<x@y>\u0000";
    send(single(evil, "T\n.\nX: y\u2028Z"), recipient("ann@example.test", evil));

    JsonNode mails = world.get("/mails");
    assertThat(mails.path("total").intValue()).isEqualTo(1);
    JsonNode mail = mails.at("/items/0");
    assertThat(mail.path("to")).hasSize(1);
    assertThat(headers(mail)).noneMatch(header -> header.matches("(?i)(bcc|x):.*"));
    assertThat(mail.path("subject").textValue())
        .isEqualTo("A  Bcc: victim@example.test    .  MAIL FROM:<x@y> posted T . X: y Z");
  }

  @Test
  void keepsLongNamesAndLinesThatBeginWithAFullStop() throws Exception {
    String name = ".".repeat(3) + "長".repeat(120);
    send(single(name, "t".repeat(390)), recipient("ann@example.test", ""));
    JsonNode mail = world.get("/mails").at("/items/0");
    assertThat(mail.path("subject").textValue()).startsWith(name + " posted tttt");
    assertThat(mail.path("text").textValue()).startsWith(name);
  }

  @Test
  void sendsManyOverFewConnections() throws Exception {
    List<CompletableFuture<Delivery>> sent = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sent.add(
          sender
              .send(single("A", "B" + i), recipient("ann@example.test", ""))
              .toCompletableFuture());
    }
    for (CompletableFuture<Delivery> delivery : sent) {
      assertThat(delivery.get(20, TimeUnit.SECONDS).result()).isEqualTo(Result.ACCEPTED);
    }
    assertThat(world.get("/mails").path("total").intValue()).isEqualTo(60);
  }

  @Test
  void tellsRefusalsFromTrouble() throws Exception {
    assertThat(faulty(550, "recipient")).isEqualTo(Result.REFUSED);
    assertThat(faulty(450, "recipient")).isEqualTo(Result.RETRY);
    assertThat(faulty(530, "recipient")).isEqualTo(Result.RETRY);
    assertThat(faulty(554, "data")).isEqualTo(Result.REFUSED);
    assertThat(faulty(451, "data")).isEqualTo(Result.RETRY);
    assertThat(faulty(421, "recipient")).isEqualTo(Result.RETRY);
    assertThat(send(single("A", "B"), recipient("ann@example.test", "")).result())
        .isEqualTo(Result.ACCEPTED);
    assertThat(world.get("/mails").path("total").intValue()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoMailboxOrNoLink() throws Exception {
    for (String address : List.of("", "Ann <a@b>", "a@b,c@d", "a@b>\r\nRCPT TO:<c@d")) {
      assertThat(send(single("A", "B"), recipient(address, "")).result()).isEqualTo(Result.REFUSED);
    }
    for (String url :
        List.of("http://example.test/", "mailto:a@b", "/stop", "https://a/" + "x".repeat(900))) {
      EmailRecipient recipient = new EmailRecipient("a@b", URI.create(url), "");
      assertThat(send(single("A", "B"), recipient).result()).isEqualTo(Result.REFUSED);
      assertThat(recipient.toString()).doesNotContain("stop");
    }
    Message old = new Message("m", 1, false, NOW, NOW, single("A", "B").items());
    assertThat(send(old, recipient("a@b", "")).detail()).contains("expired");
    assertThat(world.get("/mails").path("total").intValue()).isZero();
  }

  @Test
  void triesAgainAfterTroubleWithTheConnection() throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket silent = new ServerSocket(0, 1, loopback)) {
      assertThat(sendTo(silent.getLocalPort(), "", "")).isEqualTo(Result.RETRY);
      silent.close();
      assertThat(sendTo(silent.getLocalPort(), "", "")).isEqualTo(Result.RETRY);
    }
  }

  @Test
  void logsIn() throws Exception {
    assertThat(sendTo(world.smtpPort(), "mailer", "secret")).isEqualTo(Result.ACCEPTED);
    // A matter of settings, which an operator mends: the mail stays good.
    assertThat(sendTo(world.smtpPort(), "mailer", "wrong")).isEqualTo(Result.RETRY);
  }

  @Test
  void sendsNothingInTheClearWhenTheServerHasNoTls() throws Exception {
    for (Security security : List.of(Security.STARTTLS, Security.TLS)) {
      assertThat(sendTo(settings(world.smtpPort(), security, "mailer", "secret")))
          .isEqualTo(Result.RETRY);
    }
    assertThat(world.get("/mails").path("total").intValue()).isZero();
  }

  @Test
  void leavesNoMailWithoutAResultWhenItIsClosed() throws Exception {
    world.fail("smtp", "{\"status\": 0, \"delayMillis\": 3000}");
    List<CompletableFuture<Delivery>> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sent.add(
          sender.send(single("A", "B"), recipient("ann@example.test", "")).toCompletableFuture());
    }
    sender.close();
    for (CompletableFuture<Delivery> delivery : sent) {
      assertThat(delivery.get(20, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(
            sender
                .send(single("A", "B"), recipient("ann@example.test", ""))
                .toCompletableFuture()
                .get(1, TimeUnit.SECONDS)
                .result())
        .isEqualTo(Result.RETRY);
  }

  private Result faulty(int code, String phase) throws Exception {
    world.fail(
        "smtp/ann@example.test",
        "{\"status\": %d, \"count\": 1, \"phase\": \"%s\"}".formatted(code, phase));
    return send(single("A", "B"), recipient("ann@example.test", "")).result();
  }

  private static Result sendTo(int port, String user, String password) throws Exception {
    return sendTo(settings(port, Security.NONE, user, password));
  }

  private static Result sendTo(EmailSettings settings) throws Exception {
    try (EmailSender other = new EmailSender(settings, CLOCK)) {
      return other
          .send(single("A", "B"), recipient("ann@example.test", ""))
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS)
          .result();
    }
  }

  private Delivery send(Message message, EmailRecipient recipient) throws Exception {
    return sender.send(message, recipient).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static EmailRecipient recipient(String address, String thread) {
    return new EmailRecipient(address, STOP, thread);
  }

  private static List<String> headers(JsonNode mail) {
    List<String> headers = new ArrayList<>();
    mail.path("headers").forEach(header -> headers.add(header.textValue()));
    return headers;
  }

  private static String references(JsonNode mail) {
    return headers(mail).stream()
        .filter(header -> header.startsWith("References: "))
        .findFirst()
        .orElseThrow();
  }

  private static EmailSettings settings(int port, Security security, String user, String password) {
    return new EmailSettings(
        "127.0.0.1",
        port,
        security,
        user,
        password,
        "",
        "Fünfare",
        "fanfare@example.test",
        "bounces@example.test",
        "mail.example.test",
        false,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        3,
        10);
  }
}
