package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.workloads.load.Load;
import io.fanfare.workloads.source.ApplicationConnection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files that are loaded, against the rows and the dashboards that come of them. */
@ExtendWith(SharedStack.class)
class LoadITCase {

  private static final int USERS = 1_500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final long offset = Application.newIds(USERS) - 1;
  private final long star = offset + 1;
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
  void aTrackOfTheMostFollowedReachesAllTheirFollowers() throws Exception {
    Path edges = starOf(USERS);
    String printed = load(edges, null, false);
    assertThat(printed)
        .contains("user 1 of the file is user " + star + " here")
        .contains("1,500 follows and 1,500 users are new")
        .contains("2 follows already existed or are repeated in the file")
        .contains("1 users follow themselves, which dashboards ignore")
        .contains("3 bad lines in " + edges)
        .contains("line 3: an id is not a whole number: x,1")
        .contains("1 × an id is negative", "1 × fewer than two fields")
        .contains("rows/s.", "The most followed user is ");
    TreeSet<Long> followers =
        ids("SELECT follower_id FROM follows WHERE followee_id = ? AND follower_id <> followee_id");
    assertThat(followers).hasSize(USERS - 1).doesNotContain(star);
    try (TopicTail<DashboardUpdate> updates =
        new TopicTail<>(Topics.DASHBOARD_UPDATES, DashboardUpdate.class)) {
      long track = application.track(star);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(recipients(updates.seen(), track)).isEqualTo(followers));
      assertThat(Feed.of(followers.last())).containsExactly("track " + track);
      assertThat(Feed.of(star)).isEmpty();
    }
  }

  @Test
  void loadingAgainChangesNoRow() throws Exception {
    Path edges = starOf(20);
    load(edges, null, true);
    TreeSet<Long> followed = ids("SELECT followee_id FROM follows WHERE follower_id = ?");
    assertThat(followed).hasSize(20);
    application.execute("UPDATE users SET username = 'renamed' WHERE id = ?", star);
    assertThat(load(edges, null, true)).contains("0 follows and 0 users are new");
    assertThat(ids("SELECT followee_id FROM follows WHERE follower_id = ?")).isEqualTo(followed);
    assertThat(ids("SELECT id FROM users WHERE username = 'renamed' AND id = ?"))
        .containsExactly(star);
  }

  @Test
  void aCatalogueIsOnItsListenersDashboards() throws Exception {
    Path edges = Files.writeString(directory.resolve("edges"), "2,1\n3,1\n");
    long track = Application.newIds(3);
    Path tracks =
        Files.writeString(
            directory.resolve("tracks"),
            "track_id,artist.id,artist.name,track.title,track.date_created,track.duration\n"
                + track
                + ",1,Ólafur,\"First, light\",2008-11-26 01:48:12,168\n"
                + (track + 1)
                + ",1,Ólafur,夜航,2008-11-26 01:48:13,61\n"
                + (track + 2)
                + ",1,Ólafur,,2008-11-26 01:48:14,61\n");
    assertThat(load(edges, tracks, false))
        .contains("2 tracks and 1 artists are new.", "the title is missing")
        .contains("2 follows and 2 users are new");
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(Feed.of(offset + 3))
                    .containsExactly("track " + (track + 1), "track " + track));
    assertThat(Feed.get(offset + 2, "/me/feed").at("/collection/1/origin/user/username").asText())
        .isEqualTo("Ólafur");
  }

  /** Everybody follows user 1, also they themselves; some lines come twice, some are bad. */
  private Path starOf(int users) throws Exception {
    StringBuilder text = new StringBuilder("from,to\n1,1\nx,1\n-1,1\n7\n");
    for (int user = 2; user <= users; user++) {
      text.append(user).append(",1\n");
    }
    return Files.writeString(directory.resolve("edges.csv"), text + "2,1\n3,1\n");
  }

  private String load(Path edges, Path tracks, boolean mutual) throws SQLException {
    StringWriter printed = new StringWriter();
    try (Connection source = ApplicationConnection.open(SharedStack.get().addresses())) {
      new Load(
              source,
              new PrintWriter(printed, true),
              new Load.Settings(edges, tracks, mutual, offset, true))
          .run();
    }
    return printed.toString();
  }

  /** Of a query about the star. */
  private TreeSet<Long> ids(String query) throws SQLException {
    TreeSet<Long> ids = new TreeSet<>();
    try (PreparedStatement statement = application.connection().prepareStatement(query)) {
      statement.setLong(1, star);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
    }
    return ids;
  }

  private static TreeSet<Long> recipients(List<DashboardUpdate> updates, long track) {
    TreeSet<Long> recipients = new TreeSet<>();
    updates.stream()
        .filter(update -> update.getOperation() == UpdateOperation.ADDED)
        .filter(update -> update.getActivity().getObjectId() == track)
        .forEach(update -> recipients.addAll(CompletionEvent.recipients(update)));
    return recipients;
  }
}
