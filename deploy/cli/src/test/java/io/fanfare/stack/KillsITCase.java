package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.local.supervisor.ServerReport;
import io.fanfare.ops.audit.notifications.NotificationsAudit;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.workloads.notifications.Subscriptions;
import io.fanfare.workloads.soak.NetworkHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each server is killed (SIGKILL) in the midst of its work. All recovers by itself, no entry is
 * missing and none is too many, and the completion events tell the truth.
 */
@ExtendWith(SharedStack.class)
@Isolated("kills servers")
class KillsITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String JOB_MANAGER = "jobmanager";
  private static final String TASK_MANAGER = "taskmanager";
  private static final int SOME_CHANGES = 100;
  private static final int SOME_ENTRIES = 3_000;

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());
  private Application application;
  private CompletionLedger ledger;

  @BeforeEach
  void open() throws SQLException {
    System.out.printf("history with -Dfanfare.it.seed=%d%n", seed);
    application = new Application();
    ledger = new CompletionLedger();
  }

  @AfterEach
  void close() throws Exception {
    ledger.close();
    application.close();
  }

  @Test
  void aTaskManagerThatIsKilledInABigFanOutFinishesIt() throws Exception {
    int followers = 20_000;
    long artist = application.user();
    long first = Application.newIds(followers);
    application.execute(
        "INSERT INTO follows (follower_id, followee_id, created_at)"
            + " SELECT seq, ?, UTC_TIMESTAMP(6) FROM seq_%d_to_%d"
                .formatted(first, first + followers - 1),
        artist);
    long track = application.track(artist);
    await().atMost(PATIENCE).pollInterval(POLL).until(() -> ledger.recipientsOf(track) > 500);
    Instant killed = kill(TASK_MANAGER);
    assertThat(ledger.recipientsOf(track)).as("done when it was killed").isLessThan(followers);
    awaitRecovery(TASK_MANAGER, killed);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ledger.recipientsOf(track)).isEqualTo(followers));
    ledger.requireTruth();
    assertThat(stored(track)).isEqualTo(followers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"connect", "kafka", "cassandra", "mariadb", JOB_MANAGER, TASK_MANAGER, "api"})
  void aServerThatIsKilledUnderTrafficCostsNothing(String server) throws Exception {
    NetworkHistory history = application.history(seed);
    try (Traffic traffic = new Traffic(history)) {
      traffic.awaitMore(SOME_CHANGES);
      Instant killed = kill(server);
      awaitRecovery(server, killed);
      traffic.awaitMore(SOME_CHANGES);
    }
    for (long user : history.users()) {
      List<String> expected = DashboardOracle.entries(application.connection(), user);
      await()
          .alias("dashboard of " + user + ", seed " + seed)
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(Feed.of(user)).isEqualTo(expected));
    }
    await()
        .alias("completion events of every entry, seed " + seed)
        .atMost(PATIENCE)
        .untilAsserted(() -> requireToldOf(history.users()));
    // A removed entry is gone from the store before its event.
    await().atMost(PATIENCE).untilAsserted(ledger::requireTruth);
  }

  @Test
  void anAgentThatIsKilledLosesNothingAndRepeatsOnlyWhatWasOnItsWay() throws Exception {
    long artist = application.user();
    List<Long> listeners = new ArrayList<>();
    Subscriptions subscriptions = new Subscriptions(SharedStack.get().addresses());
    for (int i = 0; i < 10; i++) {
      long listener = application.user();
      application.follow(listener, artist);
      application.execute(
          "INSERT INTO notification_settings (user_id, channel, activity_type, address)"
              + " VALUES (?, 'webhook', 'track', ?)",
          listener,
          subscriptions.register(listener).webhook());
      listeners.add(listener);
    }
    int tracks = 20;
    try (TopicTail<Outcome> outcomes =
        new TopicTail<>(Topics.NOTIFICATION_OUTCOMES, Outcome.class)) {
      for (int i = 0; i < tracks; i++) {
        application.track(artist);
        if (i == tracks / 2) {
          await().atMost(PATIENCE).until(() -> sent(outcomes, listeners).findAny().isPresent());
          kill(Channels.agent(Channel.WEBHOOK));
        }
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(sent(outcomes, listeners).map(Outcome::getNotificationId).distinct())
                      .hasSize(listeners.size() * tracks));
      List<String> requests = requests(listeners);
      assertThat(Set.copyOf(requests)).hasSize(listeners.size() * tracks);
      Set<String> repeated = new HashSet<>(requests);
      repeated.removeIf(id -> Collections.frequency(requests, id) == 1);
      System.out.printf("%d of %d messages were sent again%n", repeated.size(), requests.size());
      assertThat(
              sent(outcomes, listeners)
                  .filter(Outcome::getMaybeTwice)
                  .map(Outcome::getNotificationId))
          .containsAll(repeated);
    }
    assertThat(
            new NotificationsAudit(
                    SharedStack.get().addresses().access(), new PrintWriter(Writer.nullWriter()))
                .run()
                .isClean())
        .isTrue();
  }

  private static Stream<Outcome> sent(TopicTail<Outcome> outcomes, List<Long> listeners)
      throws UndecodableException {
    return outcomes.seen().stream()
        .filter(outcome -> listeners.contains(outcome.getRecipientId()))
        .filter(outcome -> outcome.getStatus() == OutcomeStatus.SENT);
  }

  /** The ids of all webhooks that came. */
  private static List<String> requests(List<Long> listeners)
      throws IOException, InterruptedException {
    Receivers receivers = new Receivers();
    List<String> ids = new ArrayList<>();
    for (long listener : listeners) {
      receivers.webhooks("listener-" + listener).forEach(item -> ids.add(item.get("id").asText()));
    }
    return ids;
  }

  @Test
  void whatCassandraAcknowledgedIsThereAfterItWasKilled() throws Exception {
    AcknowledgedEntries entries;
    Map<Long, Collection<Activity>> acknowledged;
    try (DashboardRows rows = new DashboardRows()) {
      entries = new AcknowledgedEntries(rows);
      entries.awaitAtLeast(SOME_ENTRIES);
      Instant killed = kill("cassandra");
      acknowledged = entries.afterTheLast();
      awaitRecovery("cassandra", killed);
    }
    // A session that has seen the server die may still be waiting for its next try to reconnect.
    try (DashboardRows rows = new DashboardRows()) {
      for (Map.Entry<Long, Collection<Activity>> dashboard : acknowledged.entrySet()) {
        assertThat(rows.of(dashboard.getKey()))
            .as("%d entries were acknowledged", entries.count())
            .containsAll(dashboard.getValue());
      }
    }
  }

  /** Returns when the process is gone and has been noticed to be. */
  private static Instant kill(String server) {
    int restarts = restarts(server);
    int ofTasks = restarts(TASK_MANAGER);
    Instant killed = Instant.now();
    SharedStack.get().kill(server);
    await().atMost(PATIENCE).pollInterval(POLL).until(() -> restarts(server) > restarts);
    if (server.equals(JOB_MANAGER)) {
      // The tasks of the former JobManager are ended with it.
      await().atMost(PATIENCE).pollInterval(POLL).until(() -> restarts(TASK_MANAGER) > ofTasks);
    }
    return killed;
  }

  private static int restarts(String server) {
    return SharedStack.get().state().servers().stream()
        .filter(report -> report.name().equals(server))
        .mapToInt(ServerReport::restarts)
        .findFirst()
        .orElseThrow();
  }

  /** Until a change that is made after the failure is on a dashboard. */
  private void awaitRecovery(String server, Instant killed) throws Exception {
    await().atMost(PATIENCE).pollInterval(POLL).ignoreExceptions().until(this::reconnected);
    long listener = application.user();
    long artist = application.user();
    application.follow(listener, artist);
    long track = application.track(artist);
    await()
        .alias("recovery of " + server)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(Feed.of(listener)).containsExactly("track " + track));
    System.out.printf(
        "%s was killed: rows travel the whole way again after %d ms%n",
        server, Duration.between(killed, Instant.now()).toMillis());
  }

  private boolean reconnected() throws SQLException {
    if (!application.connection().isValid(1)) {
      application = new Application();
    }
    return true;
  }

  private void requireToldOf(List<Long> users) throws Exception {
    try (DashboardRows rows = new DashboardRows()) {
      for (long user : users) {
        for (Activity activity : rows.of(user)) {
          assertThat(ledger.announces(new CompletionLedger.Entry(user, activity)))
              .as("event of %s on the dashboard of %d", activity, user)
              .isTrue();
        }
      }
    }
  }

  private static long stored(long track) {
    try (CqlSession session = session()) {
      return session
          .execute(
              "SELECT COUNT(*) FROM fanfare.dashboard_entries WHERE object_id = ? ALLOW FILTERING",
              track)
          .one()
          .getLong(0);
    }
  }

  private static CqlSession session() {
    var addresses = SharedStack.get().addresses();
    return CassandraSession.open(addresses.cassandra());
  }
}
