package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DashboardPartition;
import io.fanfare.connectors.cassandra.SelectDashboardPage;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What leaves the pipeline besides the dashboards: completion events. */
@ExtendWith(SharedStack.class)
class CompletionEventsITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Application application;
  private long artist;

  @BeforeEach
  void makeUsers() throws SQLException {
    application = new Application();
    artist = application.user();
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void sayWhatHappenedAndWhoShouldHearOfIt() throws Exception {
    long early = application.user();
    long late = application.user();
    application.follow(early, artist);
    try (TopicTail<DashboardUpdate> updates = updates()) {
      long track = application.track(artist);
      application.follow(late, artist);
      application.execute("DELETE FROM tracks WHERE id = ?", track);
      List<String> expected =
          List.of(
              "ADDED LIVE to " + early + " notify true",
              "ADDED CATCH_UP to " + late + " notify false",
              "REMOVED LIVE to " + early + " notify false",
              "REMOVED LIVE to " + late + " notify false");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(of(updates.seen(), artist).map(this::line))
                      .containsExactlyInAnyOrderElementsOf(expected));
      assertThat(of(updates.seen(), artist))
          .extracting(CompletionEvent::id)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void comeWhenTheEntryCanBeRead() throws Exception {
    long follower = application.user();
    application.follow(follower, artist);
    try (TopicTail<DashboardUpdate> updates = updates();
        CqlSession session = session()) {
      SelectDashboardPage select = new SelectDashboardPage(session);
      for (int i = 0; i < 20; i++) {
        long track = application.track(artist);
        DashboardUpdate update = awaitUpdate(updates, track);
        Activity activity = update.getActivity();
        int month = DashboardPartition.monthOf(activity.getActivityTime());
        assertThat(select.execute(follower, month, null, 100).toCompletableFuture().get())
            .contains(activity);
      }
    }
  }

  @Test
  void comeOnceForEachOfManyFollowers() throws Exception {
    // More than stay in the actor's own state, so that buckets and the batch lane have their part.
    int followers = 6_000;
    long first = Application.newIds(followers);
    application.connection().setAutoCommit(false);
    for (long follower = first; follower < first + followers; follower++) {
      application.follow(follower, artist);
    }
    application.connection().commit();
    application.connection().setAutoCommit(true);
    try (TopicTail<DashboardUpdate> updates = updates()) {
      long track = application.track(artist);
      Set<Long> everybody =
          LongStream.range(first, first + followers).boxed().collect(Collectors.toSet());
      awaitRecipients(updates, UpdateOperation.ADDED, track, everybody);
      application.unfollow(first, artist);
      awaitRecipients(updates, UpdateOperation.REMOVED, track, Set.of(first));
      application.execute("UPDATE tracks SET sharing = 'private' WHERE id = ?", track);
      awaitRecipients(updates, UpdateOperation.REMOVED, track, everybody);
    }
  }

  private static void awaitRecipients(
      TopicTail<DashboardUpdate> updates,
      UpdateOperation operation,
      long track,
      Set<Long> recipients) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        updates.seen().stream()
                            .filter(update -> update.getOperation() == operation)
                            .filter(update -> update.getActivity().getObjectId() == track)
                            .flatMap(update -> CompletionEvent.recipients(update).stream())
                            .collect(Collectors.toSet()))
                    .isEqualTo(recipients));
  }

  private static DashboardUpdate awaitUpdate(TopicTail<DashboardUpdate> updates, long track) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                updates.seen().stream()
                    .filter(update -> update.getActivity().getKind() == ActivityKind.TRACK)
                    .filter(update -> update.getActivity().getObjectId() == track)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static Stream<CompletionEvent> of(List<DashboardUpdate> updates, long actor) {
    return updates.stream()
        .filter(update -> update.getActivity().getActorId() == actor)
        .flatMap(CompletionEvent::of);
  }

  private String line(CompletionEvent event) {
    DashboardUpdate update = event.update();
    Cause cause = update.getCause();
    return "%s %s to %d notify %s"
        .formatted(update.getOperation(), cause, event.recipientId(), update.getNotify());
  }

  private static TopicTail<DashboardUpdate> updates() {
    return new TopicTail<>(Topics.DASHBOARD_UPDATES, DashboardUpdate.class);
  }

  private static CqlSession session() {
    var addresses = SharedStack.get().addresses();
    return CassandraSession.open(addresses.cassandra());
  }
}
