package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DashboardPartition;
import io.fanfare.connectors.cassandra.DashboardTables;
import io.fanfare.connectors.cassandra.DeleteDashboardEntry;
import io.fanfare.connectors.cassandra.InsertDashboardEntry;
import io.fanfare.connectors.cassandra.SelectDashboardPage;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.supervisor.LocalJobControl;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.ops.backfill.DashboardRebuild.Part;
import io.fanfare.ops.backfill.dashboards.DashboardBackfill;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Dashboards written again from a savepoint of the fan-out job, while rows change all the time. */
@ExtendWith(SharedStack.class)
@Isolated("kills servers, and switches the generation that others write to")
@Order(SharedStack.WHILE_LOGS_ARE_SHORT)
class DashboardBackfillITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StackAddresses addresses = SharedStack.get().addresses();

  /** At which something was killed. */
  private final Set<String> steps = new HashSet<>();

  private Application application;
  private CqlSession cassandra;
  private long artist;
  private long listener;
  private Activity published;

  @BeforeEach
  void publish() throws Exception {
    application = new Application();
    cassandra = CassandraSession.open(addresses.cassandra());
    artist = application.user();
    listener = application.user();
    application.follow(listener, artist);
    Instant now = Application.now();
    published =
        new Activity(ActivityKind.TRACK, artist, application.track(artist, now), Micros.of(now));
    awaitFeed(listener, "track " + published.getObjectId());
  }

  @AfterEach
  void disconnect() throws Exception {
    application.close();
    cassandra.close();
  }

  @Test
  void bringsBackWhatIsLostOfSomeUsersOrAllAndNotifiesNobody() throws Exception {
    String mailbox = "listener-" + listener + "@fanfare.example";
    application.execute(
        "INSERT INTO notification_settings (user_id, channel, activity_type, address)"
            + " VALUES (?, 'email', 'track', ?)",
        listener,
        mailbox);
    long other = application.user();
    application.follow(other, artist);
    awaitFeed(other, "track " + published.getObjectId());
    // An entry that was never written would have no tombstone; this one is older than the rebuild.
    long version = LogEnd.version();
    for (long loser : List.of(listener, other)) {
      cassandra.execute(new DeleteDashboardEntry(cassandra).bind(loser, published, version));
      assertThat(Feed.of(loser)).isEmpty();
    }
    long told = application.track(artist);
    awaitFeed(listener, "track " + told);

    inPlace(new Part(Long.toString(listener), "", ""));
    assertThat(Feed.of(listener)).hasSize(2).contains("track " + published.getObjectId());
    assertThat(Feed.of(other)).hasSize(1);

    inPlace(new Part("", "", "2000-01-01"));
    assertThat(Feed.of(other)).hasSize(1);

    backfill(line -> kill("cassandra", line, "computed"), backfill -> backfill.inPlace(Part.ALL));
    assertThat(steps).containsExactly("computed");
    awaitFeed(other, "track " + published.getObjectId());
    assertClean();

    // Messages to a listener are sent in their order: behind this one, there is none of a rebuild.
    long last = application.track(artist);
    Receivers receivers = new Receivers();
    await()
        .atMost(PATIENCE)
        .until(
            () -> receivers.mails(mailbox),
            mails -> mails.stream().anyMatch(mail -> mail.toString().contains("track " + last)));
    assertThat(receivers.mails(mailbox))
        .hasSize(2)
        .anyMatch(mail -> mail.toString().contains("track " + told));
  }

  @Test
  void fillsANewGenerationAndSwitchesWhateverIsKilled() throws Exception {
    Activity stray =
        new Activity(ActivityKind.TRACK, artist, Application.newId(), Micros.of(Application.now()));
    cassandra.execute(
        new InsertDashboardEntry(cassandra).bind(listener, stray, LogEnd.version(), 0));
    int former = DashboardTables.FIRST;
    int next = DashboardTables.other(former);
    // The writers have listed this month in the tables that are emptied below.
    long leaver = application.user();
    application.follow(leaver, artist);
    awaitFeed(leaver, "track " + published.getObjectId());
    application.unfollow(leaver, artist);
    try (Reads reads = new Reads(listener);
        Traffic changes = new Traffic(application.history(12))) {
      for (String step : List.of("filling generation", "wrote the savepoint")) {
        assertThatThrownBy(() -> build(line -> killAndStop("taskmanager", line, step)))
            .isInstanceOf(Interrupted.class);
      }
      assertThat(build(line -> kill("jobmanager", line, "computed"))).isEqualTo(next);
      assertThat(steps).hasSize(3);
      assertThat(entries(former)).contains(stray);
      assertThat(entries(next)).contains(published).doesNotContain(stray);
      changes.close();
      assertSame(next);

      serve(next);
      long late = application.track(artist);
      awaitFeed(listener, "track " + late);
      assertClean();
      backfill(line -> {}, DashboardBackfill::rollBack);
      assertThat(Feed.of(listener)).contains("track " + late);
      assertThatThrownBy(() -> build(line -> {}))
          .isInstanceOf(OperationException.class)
          .hasMessageContaining("backfill dashboards finish");
      serve(next);
      backfill(line -> kill("kafka", line, "is served"), DashboardBackfill::finish);
      assertThat(entries(former)).isEmpty();

      // The other way round, which other tests rely on. Somebody comes back behind the savepoint.
      build(line -> follow(leaver, line));
      assertSame(former);
      serve(former);
      awaitFeed(leaver, "track " + published.getObjectId());
      backfill(line -> {}, DashboardBackfill::finish);
      assertThat(entries(next)).isEmpty();
      assertThat(reads.failures()).isEmpty();
    }
    assertClean();
  }

  private interface Step {
    void run(DashboardBackfill backfill) throws InterruptedException;
  }

  private void backfill(Consumer<String> lines, Step step) throws InterruptedException {
    try (DashboardBackfill backfill =
        new DashboardBackfill(
            addresses.access(),
            new LocalJobControl(SharedStack.settings().home()),
            line -> {
              System.out.println(line);
              lines.accept(line);
            })) {
      step.run(backfill);
    }
  }

  private void inPlace(Part part) throws InterruptedException {
    backfill(line -> {}, backfill -> backfill.inPlace(part));
  }

  private int build(Consumer<String> lines) throws InterruptedException {
    int[] built = new int[1];
    backfill(lines, backfill -> built[0] = backfill.build());
    return built[0];
  }

  private void serve(int generation) throws InterruptedException {
    backfill(line -> {}, backfill -> backfill.serve(generation));
  }

  /** Ends a command in the midst of it. */
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void follow(long follower, String line) {
    if (line.contains("wrote the savepoint")) {
      try {
        application.follow(follower, artist);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void killAndStop(String server, String line, String step) {
    if (line.contains(step)) {
      kill(server, line, step);
      throw new Interrupted();
    }
  }

  private void kill(String server, String line, String step) {
    if (line.contains(step) && steps.add(step)) {
      SharedStack.get().kill(server);
    }
  }

  /** What is stored, seen or not. */
  private List<Activity> entries(int generation) throws Exception {
    int month = DashboardPartition.monthOf(published.getActivityTime());
    return new SelectDashboardPage(cassandra, DashboardTables.of(generation))
        .execute(listener, month, null, 1_000)
        .toCompletableFuture()
        .get();
  }

  private static void awaitFeed(long user, String entry) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(Feed.of(user)).contains(entry));
  }

  /** Of this test's users: other tests change rows in ways that are not captured. */
  private void assertSame(int generation) throws InterruptedException {
    assertNoDifference(
        new ViewsAudit(addresses.access(), new PrintWriter(Writer.nullWriter()))
            .dashboards(own(), generation));
  }

  private void assertClean() throws InterruptedException {
    assertNoDifference(Audits.run(own()));
  }

  private ViewsAudit.Scope own() {
    return ViewsAudit.between(artist, Application.newId());
  }

  private static void assertNoDifference(AuditReport report) {
    assertThat(report.lines(Duration.ZERO)).contains("There is no difference.");
  }
}
