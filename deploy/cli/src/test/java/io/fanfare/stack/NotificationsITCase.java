package io.fanfare.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.connectors.cassandra.FailingEndpoints;
import io.fanfare.local.StackAddresses;
import io.fanfare.ops.audit.notifications.NotificationsAudit;
import io.fanfare.ops.audit.notifications.NotificationsReport;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Device;
import io.fanfare.schemas.notifications.NotificationIds;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From a row in the source to a listener's mailbox, browser and webhook. */
@ExtendWith(SharedStack.class)
class NotificationsITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** For a digest of two minutes. */
  private static final Duration DIGEST = Duration.ofMinutes(4);

  @TempDir private Path elsewhere;
  private final Receivers receivers = new Receivers();
  private Application application;
  private TopicTail<Outcome> outcomes;
  private long artist;
  private long listener;

  @BeforeEach
  void makeUsers() throws Exception {
    application = new Application();
    outcomes = new TopicTail<>(Topics.NOTIFICATION_OUTCOMES, Outcome.class);
    artist = application.user();
    listener = application.user();
    application.follow(listener, artist);
  }

  @AfterEach
  void disconnect() throws Exception {
    outcomes.close();
    application.close();
  }

  @Test
  void aNewTrackIsToldOnceByEveryChannel() throws Exception {
    JsonNode subscription = registerDevice();
    enable(Channel.PUSH, null, null);
    enable(Channel.EMAIL, null, mailbox());
    enable(Channel.WEBHOOK, null, registerWebhook());
    long track = application.track(artist);

    JsonNode push = awaitOne(() -> receivers.pushes(subscription.get("id").asText()));
    assertThat(push.get("problem").asText()).isEmpty();
    assertThat(push.get("text").asText()).contains("user " + artist + " posted track " + track);
    JsonNode webhook = awaitOne(() -> receivers.webhooks(webhookName()));
    assertThat(webhook.get("problem").asText()).isEmpty();
    assertThat(webhook.get("body").asText()).contains("track " + track);
    JsonNode mail = awaitOne(() -> receivers.mails(mailbox()));
    assertThat(mail.get("subject").asText()).isEqualTo("user " + artist + " posted track " + track);
    assertThat(mail.get("headers").toString())
        .contains("List-Unsubscribe-Post", "One-Click", "Auto-Submitted");
    for (Channel channel : Channel.values()) {
      await()
          .atMost(PATIENCE)
          .until(() -> of(channel).map(Outcome::getStatus).toList().contains(OutcomeStatus.SENT));
    }
  }

  @Test
  void aTrackThatIsHiddenAndShownAgainIsToldOnce() throws Exception {
    enable(Channel.WEBHOOK, null, registerWebhook());
    long track = application.track(artist);
    awaitOne(() -> receivers.webhooks(webhookName()));
    for (int time = 1; time <= 3; time++) {
      application.execute("UPDATE tracks SET sharing = 'private' WHERE id = ?", track);
      application.execute("UPDATE tracks SET sharing = 'public' WHERE id = ?", track);
      int times = time;
      await()
          .atMost(PATIENCE)
          .until(() -> suppressed(SuppressionReason.ALREADY_TOLD).count() == times);
    }
    assertThat(receivers.webhooks(webhookName())).hasSize(1);
  }

  @Test
  void aDigestHasOnlyWhatIsThereWhenItIsSent() throws Exception {
    long blocked = application.user();
    application.follow(listener, blocked);
    enable(Channel.EMAIL, 2, mailbox());
    awaitFirstOfTwoMinutes();
    long shown = application.track(artist);
    long ofBlocked = application.track(blocked);
    long deleted = application.track(artist);
    await()
        .atMost(PATIENCE)
        .until(() -> of(Channel.EMAIL).filter(NotificationsITCase::waits).count() == 3);
    application.execute(
        "INSERT INTO blocks (user_id, blocked_user_id, created_at)"
            + " VALUES (?, ?, UTC_TIMESTAMP(6))",
        listener,
        blocked);
    application.execute("DELETE FROM tracks WHERE id = ?", deleted);

    JsonNode mail =
        await()
            .atMost(DIGEST)
            .until(() -> receivers.mails(mailbox()), mails -> mails.size() == 1)
            .get(0);
    assertThat(mail.get("text").asText())
        .contains("track " + shown)
        .doesNotContain("track " + ofBlocked, "track " + deleted);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(suppressed(SuppressionReason.HIDDEN).map(NotificationsITCase::track))
                  .containsExactly(ofBlocked);
              assertThat(suppressed(SuppressionReason.WITHDRAWN).map(NotificationsITCase::track))
                  .containsExactly(deleted);
            });
  }

  @Test
  void whatIsOldIsNoNews() throws Exception {
    enable(Channel.WEBHOOK, null, registerWebhook());
    application.track(artist, Instant.now().minus(Duration.ofHours(25)));
    await().atMost(PATIENCE).until(() -> suppressed(SuppressionReason.TOO_OLD).count() == 1);
    assertThat(receivers.webhooks(webhookName())).isEmpty();
  }

  @Test
  void aReceiverThatFailsIsTriedAgain() throws Exception {
    enable(Channel.WEBHOOK, null, registerWebhook());
    receivers.fail("webhook", webhookName(), 503, 1);
    application.track(artist);
    await().atMost(PATIENCE).until(() -> receivers.webhooks(webhookName()).size() == 2);
    assertThat(receivers.webhooks(webhookName()))
        .extracting(webhook -> webhook.get("id").asText())
        .containsOnly(receivers.webhooks(webhookName()).get(0).get("id").asText());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                of(Channel.WEBHOOK)
                    .map(Outcome::getStatus)
                    .toList()
                    .containsAll(List.of(OutcomeStatus.WAITING, OutcomeStatus.SENT)));
  }

  @Test
  void aSubscriptionThatIsGoneIsForgotten() throws Exception {
    JsonNode subscription = registerDevice();
    enable(Channel.PUSH, null, null);
    receivers.unsubscribe(subscription.get("id").asText());
    application.track(artist);
    await().atMost(PATIENCE).until(() -> suppressed(SuppressionReason.NO_ADDRESS).count() == 1);
    awaitDevices(0);
    application.track(artist);
    await().atMost(PATIENCE).until(() -> suppressed(SuppressionReason.NO_ADDRESS).count() == 2);
    // The second one found no device, so nobody was asked.
    assertThat(receivers.pushes(subscription.get("id").asText())).hasSize(1);
  }

  @Test
  void anEndpointThatFailsForDaysIsDisabledUntilItIsEnabled() throws Exception {
    String url = registerWebhook();
    enable(Channel.WEBHOOK, null, url);
    failedFor(Duration.ofDays(4), url);
    receivers.fail("webhook", webhookName(), 503, 1);
    application.track(artist);
    await()
        .atMost(PATIENCE)
        .until(() -> suppressed(SuppressionReason.ENDPOINT_DISABLED).count() == 1);
    application.track(artist);
    await()
        .atMost(PATIENCE)
        .until(() -> suppressed(SuppressionReason.ENDPOINT_DISABLED).count() == 2);
    assertThat(receivers.webhooks(webhookName())).as("asked").hasSize(1);

    OperatorProgram program = new OperatorProgram(elsewhere);
    assertThat(program.run("notifications", "endpoints", "--disabled")).isZero();
    assertThat(program.output())
        .contains("user %d, webhook: disabled since".formatted(listener), "HTTP 503")
        .doesNotContain(url);
    assertThat(program.run("notifications", "enable", Long.toString(listener))).isZero();
    application.track(artist);
    await().atMost(PATIENCE).until(() -> sent() == 1);
    assertThat(program.run("notifications", "endpoints")).isZero();
    assertThat(program.output()).doesNotContain("user %d,".formatted(listener));
  }

  @Test
  void whatAnEndpointMissedIsToldByAReplayAndTheRestIsNot() throws Exception {
    enable(Channel.WEBHOOK, null, registerWebhook());
    long told = application.track(artist);
    awaitOne(() -> receivers.webhooks(webhookName()));
    await().atMost(PATIENCE).until(() -> sent() == 1);
    receivers.fail("webhook", webhookName(), 410, 1);
    application.track(artist);
    await().atMost(PATIENCE).until(() -> suppressed(SuppressionReason.NO_ADDRESS).count() == 1);
    long hidden = application.track(artist);
    await()
        .atMost(PATIENCE)
        .until(() -> suppressed(SuppressionReason.ENDPOINT_DISABLED).count() == 1);
    application.execute("UPDATE tracks SET sharing = 'private' WHERE id = ?", hidden);

    OperatorProgram program = new OperatorProgram(elsewhere);
    String user = Long.toString(listener);
    assertThat(program.run("notifications", "replay", user, "--dry-run")).isZero();
    assertThat(program.output())
        .contains("Endpoints to enable: 1. Messages to send again: 2; activities: 2.");
    assertThat(program.run("notifications", "replay", user)).isZero();
    await().atMost(PATIENCE).until(() -> sent() == 2);
    await().atMost(PATIENCE).until(() -> suppressed(SuppressionReason.HIDDEN).count() == 1);
    // The one that was told, the one that was refused, and its repetition.
    assertThat(receivers.webhooks(webhookName())).hasSize(3);
    assertThat(receivers.webhooks(webhookName()))
        .filteredOn(webhook -> webhook.get("body").asText().contains("track " + told))
        .hasSize(1);

    assertThat(program.run("notifications", "replay", user)).isZero();
    assertThat(program.output()).contains("Endpoints enabled: 0. Messages appended again: 0;");
  }

  /** As agents would have written it. */
  private void failedFor(Duration duration, String address) {
    var addresses = SharedStack.get().addresses();
    try (CqlSession session = CassandraSession.open(addresses.cassandra())) {
      long since = Micros.of(Instant.now().minus(duration));
      new FailingEndpoints(session, StackAddresses.SYNC_LAG)
          .write(
              new FailingEndpoint(
                  listener,
                  Channel.WEBHOOK,
                  NotificationIds.ofAddress(address),
                  since,
                  20,
                  0,
                  "HTTP 503",
                  since))
          .toCompletableFuture()
          .join();
    }
  }

  @Test
  void aReplayOfTheJobTellsNothingAgain() throws Exception {
    enable(Channel.WEBHOOK, null, registerWebhook());
    await().atMost(PATIENCE).until(() -> SharedStack.get().keepSavepoint(JobNames.NOTIFICATIONS));
    application.track(artist);
    await().atMost(PATIENCE).until(() -> sent() == 1);
    assertThat(SharedStack.get().replay(JobNames.NOTIFICATIONS)).isTrue();
    // The message comes again, and the agent reports again that it was sent.
    await().atMost(PATIENCE).until(() -> sent() == 2);
    assertThat(receivers.webhooks(webhookName())).hasSize(1);
  }

  @Test
  void whatWasSeenOrOptedOutOfIsNotSent() throws Exception {
    enable(Channel.WEBHOOK, 2, registerWebhook());
    enable(Channel.EMAIL, null, mailbox());
    awaitFirstOfTwoMinutes();
    application.track(artist);
    JsonNode mail = awaitOne(() -> receivers.mails(mailbox()));
    // The digest of the webhook still waits.
    await().atMost(PATIENCE).until(() -> newestNews() != null);
    seen(newestNews());
    await()
        .atMost(DIGEST)
        .until(
            () ->
                suppressed(SuppressionReason.SEEN)
                    .anyMatch(outcome -> outcome.getChannel() == Channel.WEBHOOK));

    HttpResponse<String> page = send("GET", optOutLink(mail), "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(send("POST", optOutLink(mail), "List-Unsubscribe=One-Click").statusCode())
        .isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              application.track(artist);
              return suppressed(SuppressionReason.OPTED_OUT).findAny().isPresent();
            });
    assertThat(receivers.webhooks(webhookName())).isEmpty();
  }

  @Test
  void theAuditAccountsForEveryEvent() throws Exception {
    enable(Channel.WEBHOOK, null, registerWebhook());
    application.track(artist);
    await().atMost(PATIENCE).until(() -> sent() == 1);
    NotificationsReport report =
        new NotificationsAudit(
                SharedStack.get().addresses().access(), new PrintWriter(Writer.nullWriter()))
            .run();
    assertThat(report.lines(Duration.ZERO)).as("findings").hasSize(2);
    assertThat(report.isClean()).isTrue();
    assertThat(report.sent()).isPositive();
  }

  /** What a test does before its digest of two minutes is due has at least one of them. */
  private static void awaitFirstOfTwoMinutes() {
    await().atMost(PATIENCE).until(() -> LocalTime.now(ZoneOffset.UTC).getMinute() % 2 == 0);
  }

  private @Nullable String newestNews() throws Exception {
    JsonNode newest = Feed.get(listener, "/me/notifications").path("collection").path(0);
    return newest.isMissingNode() ? null : newest.get("activity_time").asText();
  }

  private void seen(String until) throws Exception {
    String url = SharedStack.get().addresses().apiUrl() + "/me/notifications/seen";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + Feed.token(listener))
            .POST(BodyPublishers.ofString("{\"until\": \"" + until + "\"}"))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private static String optOutLink(JsonNode mail) {
    Matcher link =
        Pattern.compile("List-Unsubscribe: <([^>]+)>").matcher(mail.get("headers").toString());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  private static HttpResponse<String> send(String method, String url, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private long sent() throws Exception {
    return of(Channel.WEBHOOK).filter(outcome -> outcome.getStatus() == OutcomeStatus.SENT).count();
  }

  private void enable(Channel channel, @Nullable Integer digestMinutes, @Nullable String address)
      throws Exception {
    application.execute(
        "INSERT INTO notification_settings"
            + " (user_id, channel, activity_type, enabled, digest_minutes, address)"
            + " VALUES (?, ?, 'track', TRUE, ?, ?)",
        listener,
        Channels.name(channel),
        digestMinutes,
        address);
  }

  private String mailbox() {
    return "listener-" + listener + "@fanfare.example";
  }

  private String webhookName() {
    return "listener-" + listener;
  }

  private String registerWebhook() throws Exception {
    String secret = Feed.get(listener, "/me/notifications/webhook-secret").get("secret").asText();
    return receivers.webhook(webhookName(), secret);
  }

  /** As the API does. */
  private JsonNode registerDevice() throws Exception {
    JsonNode subscription = receivers.subscribe();
    JsonNode keys = subscription.get("keys");
    Device device =
        new Device(
            listener,
            "device",
            subscription.get("endpoint").asText(),
            bytes(keys.get("p256dh").asText()),
            bytes(keys.get("auth").asText()),
            Micros.of(Instant.now()));
    Map<String, Object> configuration =
        SharedStack.get().addresses().kafka().client(Map.of("acks", "all"));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.NOTIFICATION_DEVICES,
                  ChoiceNames.deviceKey(listener, device.getId()).getBytes(UTF_8),
                  AvroCodec.of(Device.class).encode(device)))
          .get();
    }
    awaitDevices(1);
    return subscription;
  }

  private void awaitDevices(int number) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Feed.get(listener, "/me/notifications/devices").get("collection").size() == number);
  }

  private static ByteBuffer bytes(String base64Url) {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(base64Url));
  }

  private Stream<Outcome> of(Channel channel) throws Exception {
    return outcomes.seen().stream()
        .filter(outcome -> outcome.getRecipientId() == listener)
        .filter(outcome -> outcome.getChannel() == channel);
  }

  private Stream<Outcome> suppressed(SuppressionReason reason) throws Exception {
    return outcomes.seen().stream()
        .filter(outcome -> outcome.getRecipientId() == listener)
        .filter(outcome -> outcome.getReason() == reason);
  }

  private static boolean waits(Outcome outcome) {
    return outcome.getStatus() == OutcomeStatus.WAITING;
  }

  private static long track(Outcome outcome) {
    return outcome.getActivity().getObjectId();
  }

  private static JsonNode awaitOne(Callable<List<JsonNode>> items) {
    return await().atMost(PATIENCE).until(items, found -> found.size() == 1).get(0);
  }
}
