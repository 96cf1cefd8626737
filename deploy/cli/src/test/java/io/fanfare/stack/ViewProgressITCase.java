package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.StackAddresses;
import io.fanfare.ops.progress.CapturedPosition;
import io.fanfare.ops.progress.ViewProgress;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.progress.Views;
import io.fanfare.workloads.soak.NetworkHistory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Once a view reports that it has passed a version, all earlier changes are durable. */
@ExtendWith(SharedStack.class)
@Isolated("fills the batch lane")
class ViewProgressITCase {

  private static final int STEPS = 2_000;

  /** More than an actor's own state holds. */
  private static final int MANY = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());
  private final StackAddresses addresses = SharedStack.get().addresses();
  private final ViewProgress views = new ViewProgress(addresses.kafka());
  private Application application;

  @BeforeEach
  void connect() throws SQLException {
    application = new Application();
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void dashboardsThatHavePassedTheMarkerAreWhatTheRowsSay() throws Exception {
    System.out.printf("history with -Dfanfare.it.seed=%d%n", seed);
    NetworkHistory history = application.history(seed);
    long artist = application.user();
    long listener = application.user();
    follow(artist, MANY);
    application.follow(listener, artist);
    for (int i = 0; i < STEPS; i++) {
      history.next().execute(application.connection());
      if (i % 200 == 0) {
        // Each is parked in 64 buckets, and takes the batch lane seconds to write.
        application.track(artist);
      }
    }
    awaitPassed();
    assertThat(Feed.of(listener)).hasSize(STEPS / 200).isEqualTo(expected(listener));
    for (long user : history.users()) {
      assertThat(Feed.of(user)).as("dashboard of %d", user).isEqualTo(expected(user));
    }
  }

  @Test
  void anEntryThatIsLookedAtIsMendedOnceItsMarkerHasPassed() throws Exception {
    long artist = application.user();
    long listener = application.user();
    application.follow(listener, artist);
    long track = application.track(artist);
    awaitPassed();
    Instant published = Application.now();
    try (DashboardRows rows = new DashboardRows();
        ModelsAppender models = new ModelsAppender(addresses.kafka())) {
      Activity kept = rows.of(listener).get(0);
      Activity planted =
          new Activity(ActivityKind.TRACK_REPOST, artist, track, Micros.of(published));
      rows.delete(listener, kept).get();
      rows.insert(listener, planted).get();
      assertThat(rows.of(listener)).containsExactly(planted);
      models.stray(new StrayEntry(listener, kept));
      models.stray(new StrayEntry(listener, planted));
      models.flush();
      views.await(Set.of(Views.DASHBOARDS), PATIENCE);
      assertThat(rows.of(listener)).containsExactly(kept);
    }
  }

  @Test
  void aBinlogWhoseEndHoldsNoRowsCountsAsCaptured() throws Exception {
    var source = addresses.access().source();
    try (var capture =
        DriverManager.getConnection(
            source.url(), source.capture().user(), source.capture().password())) {
      // The capture's position stays at the beginning of the new file until a row changes.
      capture.createStatement().execute("FLUSH BINARY LOGS");
    }
    new CapturedPosition(addresses.access()).await(PATIENCE);
    application.execute("CREATE TABLE IF NOT EXISTS not_captured (id INT)");
    application.execute("DROP TABLE not_captured");
    new CapturedPosition(addresses.access()).await(PATIENCE);
  }

  private void awaitPassed() throws InterruptedException {
    long began = System.nanoTime();
    new CapturedPosition(addresses.access()).await(PATIENCE);
    long captured = System.nanoTime();
    views.await(Set.of(Views.DASHBOARDS), PATIENCE);
    System.out.printf(
        "captured after %d ms, dashboards passed after another %d ms%n",
        (captured - began) / 1_000_000, (System.nanoTime() - captured) / 1_000_000);
  }

  private void follow(long artist, int followers) throws SQLException {
    long first = Application.newIds(followers);
    application.execute(
        "INSERT INTO follows (follower_id, followee_id, created_at)"
            + " SELECT seq, ?, UTC_TIMESTAMP(6) FROM seq_%d_to_%d"
                .formatted(first, first + followers - 1),
        artist);
  }

  private List<String> expected(long user) throws SQLException {
    return DashboardOracle.entries(application.connection(), user);
  }
}
