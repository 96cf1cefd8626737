package io.fanfare.jobs.notifications;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job except the store, on a Flink cluster in this JVM. */
class NotificationsTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ModelsLog log = new ModelsLog();
  private final NotificationsRun run = new NotificationsRun();
  private final long now = Micros.of(Instant.now());
  private JobClient job;

  @BeforeEach
  void start() throws Exception {
    job = run.start(null, 2);
  }

  @AfterEach
  void stop() throws Exception {
    job.cancel().get();
  }

  @Test
  void emitsAMessageToEachWhoAskedForIt() {
    enable(7, "push");
    enable(8, "push");
    enable(8, "webhook");
    // Recipient 9 has not asked for anything.
    run.put(UpdateOperation.ADDED, Version.of(2), now, 5, 7, 8, 9);
    await().atMost(PATIENCE).until(() -> run.messages().size() == 3);
    assertThat(run.messages())
        .extracting(Notification::getRecipientId, Notification::getChannel)
        .containsExactlyInAnyOrder(
            tuple(7L, Channel.PUSH), tuple(8L, Channel.PUSH), tuple(8L, Channel.WEBHOOK));
  }

  @Test
  void anEventWaitsForTheSettingsOfItsVersion() {
    run.put(UpdateOperation.ADDED, Version.of(1), now, 5, 7);
    enable(7, "push");
    // The settings are read up to version 0 now: the event has version 1.
    await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> run.messages().isEmpty());
    enable(8, "push");
    await().atMost(PATIENCE).until(() -> run.messages().size() == 1);
  }

  @Test
  void whatIsRefusedHasAnOutcome() {
    enable(7, "push");
    run.put(new Choice(7L, new OptOut(Channel.PUSH, ActivityKind.TRACK, true)), now);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              run.put(UpdateOperation.ADDED, Version.of(0), now, 5, 7);
              assertThat(run.outcomes())
                  .extracting(Outcome::getReason)
                  .contains(SuppressionReason.OPTED_OUT);
            });
  }

  @Test
  void anUnreadableOrImpossibleRecordIsADeadLetter() {
    enable(7, "push");
    run.putUpdate("garbage".getBytes(UTF_8), now);
    run.put(UpdateOperation.ADDED, Long.MAX_VALUE, now, 5, 7);
    run.put(UpdateOperation.ADDED, Version.of(0), Long.MAX_VALUE, 5, 7);
    run.put(UpdateOperation.ADDED, Version.of(0), now, 6, 7);
    await().atMost(PATIENCE).until(() -> run.messages().size() == 1);
    await().atMost(PATIENCE).until(() -> run.deadLetters().size() == 3);
  }

  private void enable(long user, String channel) {
    run.put(
        log,
        create(
            new NotificationSettings(user, channel, "track", true, null, null, null, null, null)),
        now);
  }
}
