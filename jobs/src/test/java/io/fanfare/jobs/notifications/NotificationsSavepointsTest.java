package io.fanfare.jobs.notifications;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.jobs.testkit.Savepoints;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The savepoints of all releases hold the same, and must restore it: settings, an opt-out, an
 * activity that waits for its time in the year 2100, one that is ahead of the settings, and the
 * position up to which settings have been read.
 */
class NotificationsSavepointsTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String JOB = "notifications";

  /** Records of `models` that the savepoints have read. */
  private static final int SETTINGS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long LATER = Micros.of(Instant.parse("2100-01-01T00:00:00Z"));

  private final long now = Micros.of(Instant.now());

  @Test
  void restoresTheSavepointOfEveryRelease(@InjectMiniCluster MiniCluster cluster) throws Exception {
    List<Path> savepoints = new ArrayList<>(Savepoints.kept(JOB));
    assertThat(savepoints).isNotEmpty();
    savepoints.add(made(cluster));
    for (Path savepoint : savepoints) {
      restores(savepoint, 2);
      restores(savepoint, 1);
    }
  }

  private Path made(MiniCluster cluster) throws Exception {
    NotificationsRun run = new NotificationsRun();
    ModelsLog log = new ModelsLog();
    JobClient job = run.start(null, 2);
    run.put(log, settings(7, "push"), now);
    run.put(log, settings(7, "email"), now);
    run.put(log, settings(8, "push"), now);
    run.put(new Choice(7L, new OptOut(Channel.EMAIL, null, true)), now);
    run.put(UpdateOperation.ADDED, Version.of(2), LATER, 5, 7, 8);
    await().atMost(PATIENCE).until(() -> waiting(run) >= 2);
    // Ahead of the settings: version 3 is the first record after the savepoint.
    run.put(UpdateOperation.ADDED, Version.of(3), LATER, 6, 8);
    CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    return Savepoints.make(JOB, job, () -> {});
  }

  private void restores(Path savepoint, int parallelism) throws Exception {
    NotificationsRun run = new NotificationsRun();
    JobClient job = run.start(savepoint, parallelism);
    // The position of the settings is known without another record of `models`.
    run.put(UpdateOperation.ADDED, Version.of(2), now, 1, 7, 8, 9);
    await().atMost(PATIENCE).until(() -> run.messages().size() == 2);
    assertThat(run.messages()).extracting(Notification::getChannel).containsOnly(Channel.PUSH);
    await().atMost(PATIENCE).until(() -> suppressed(run, 1, SuppressionReason.OPTED_OUT));
    // What waits can be taken back.
    run.put(UpdateOperation.REMOVED, Version.of(2) + 1, LATER, 5, 7, 8);
    run.put(log(), settings(100, "push"), now);
    await().atMost(PATIENCE).until(() -> suppressed(run, 5, SuppressionReason.WITHDRAWN));
    // What came early has its settings now.
    await().atMost(PATIENCE).until(() -> waiting(run) == 1);
    job.cancel().get();
  }

  /** The log behind what the savepoint has read. */
  private ModelsLog log() {
    ModelsLog log = new ModelsLog();
    for (int read = 0; read < SETTINGS; read++) {
      log.append(settings(0, "push"), now);
    }
    return log;
  }

  private static long waiting(NotificationsRun run) {
    return run.outcomes().stream()
        .filter(outcome -> outcome.getStatus() == OutcomeStatus.WAITING)
        .count();
  }

  private static boolean suppressed(NotificationsRun run, long track, SuppressionReason reason) {
    return run.outcomes().stream()
        .filter(outcome -> outcome.getActivity().getObjectId() == track)
        .map(Outcome::getReason)
        .anyMatch(reason::equals);
  }

  private static ModelBroadcast settings(long user, String channel) {
    return create(
        new NotificationSettings(user, channel, "track", true, null, null, null, null, null));
  }
}
