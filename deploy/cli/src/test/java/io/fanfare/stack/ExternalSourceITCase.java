package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import io.fanfare.local.ExternalSource;
import io.fanfare.local.SourceDescription;
import io.fanfare.local.StackSettings;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.local.supervisor.ServerReport;
import io.fanfare.local.supervisor.StackState;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.dashboards.DashboardView;
import io.fanfare.ops.audit.views.ViewsAudit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A server that is there already, with rows, another database name and a time zone, as source. */
@Order(SharedStack.LONG)
class ExternalSourceITCase {

  private static final String DATABASE = "my-music";
  private static final String USER = "capture";

  private final StackSettings settings = SharedStack.besideShared("external", 11);

  @Test
  void rowsOfAServerOfOnesOwnReachDashboardsAndNothingIsDoneToIt() throws Exception {
    try (OwnMariaDb server = new OwnMariaDb("captured", 12)) {
      server.makeTables(DATABASE);
      server.makeUser(
          USER,
          "RELOAD, REPLICATION SLAVE, REPLICATION CLIENT ON *.*",
          "SELECT ON `" + DATABASE + "`.*");
      // The source needs only the tables that are used.
      server.execute(
          "DROP TABLE `my-music`.playlists, `my-music`.playlist_reposts, `my-music`.track_reposts,"
              + " `my-music`.blocks, `my-music`.dashboard_settings, `my-music`.playlist_tracks,"
              + " `my-music`.comments");
      // MySQL returns a TIMESTAMP in the session's zone; it must mean the same time to all.
      server.execute(
          "SET GLOBAL time_zone = '+05:30'",
          "ALTER TABLE `my-music`.tracks MODIFY published_at TIMESTAMP(6) NULL",
          user(1, "Ada 🎧"),
          user(2, "Łukasz"),
          user(3, "Zoë"),
          follow(1, 2),
          follow(3, 2),
          track(11, 2),
          // Mutes are read last. They show nothing, and there are enough of them to be interrupted.
          "INSERT INTO `my-music`.mutes SELECT seq, seq, NOW(6) FROM `my-music`.seq_1001_to_21000");

      settings.home().wipe();
      SourceDescription source = server.describe(USER, DATABASE);
      ExternalSource.remember(settings.home(), source, OwnMariaDb.PASSWORD);
      FirstSnapshot snapshot = new FirstSnapshot(settings);
      snapshot.interruptAfter("follows/3/2");
      server.execute("DELETE FROM `my-music`.follows WHERE follower_id = 3");
      Set<String> problems = new CopyOnWriteArraySet<>();
      try (LocalStack stack = LocalStack.up(settings, line -> print(line, problems))) {
        assertThat(snapshot.changesOf("follows/3/2"))
            .last()
            .isEqualTo("destroy.Follow follows/3/2");
        assertThat(problems)
            .anyMatch(problem -> problem.contains("has begun its snapshot again, so all rows are"));
        assertThat(stack.state().problem()).isEmpty();
        assertThat(stack.state().servers())
            .extracting(ServerReport::name)
            .doesNotContain("mariadb");
        awaitFeed(1, "track 11");

        server.execute(track(12, 2), "DELETE FROM `my-music`.tracks WHERE id = 11");
        awaitFeed(1, "track 12");
        server.execute("DELETE FROM `my-music`.follows");
        awaitFeed(1);
        server.kill();
        server.start();
        server.execute(follow(1, 2), track(13, 2));
        awaitFeed(1, "track 13", "track 12");
        AuditReport audit =
            new ViewsAudit(stack.addresses().access(), new PrintWriter(Writer.nullWriter()))
                .run(ViewsAudit.everybody());
        assertThat(audit.isClean()).isTrue();
        // Two entries; three users, who can be found with the two tracks; and a follow, which
        // counts in a minute, hour, day, month and in all of time.
        assertThat(audit.expected(DashboardView.ROWS)).isEqualTo(2);
        assertThat(audit.expected()).isEqualTo(2 + 3 + 2 + 5);

        assertThatThrownBy(() -> stack.addresses().requireEmbeddedSource("fanfare load"))
            .isInstanceOf(OperationException.class)
            .hasMessageContaining("my-music");
        assertThat(new ObjectMapper().writeValueAsString(stack.addresses().document()))
            .contains("\"external\":true", DATABASE)
            .doesNotContain(OwnMariaDb.PASSWORD);
        assertThat(LiveFiles.containing(settings.home().root(), OwnMariaDb.PASSWORD))
            .containsExactly(settings.source().capturePasswordFile());
      }
    }
  }

  /** Prints a line of the start, and adds the problem that `status` reports at that moment. */
  private void print(String line, Set<String> problems) {
    System.out.println(line);
    StackState.read(settings.home()).ifPresent(state -> problems.add(state.problem()));
  }

  /** Times are what the clock says, in the zone of the session. */
  private static String track(long id, long owner) {
    return "INSERT INTO `my-music`.tracks (id, user_id, title, permalink, published_at, created_at,"
        + " updated_at) VALUES (%d, %d, 'x', 'x', NOW(6), NOW(6), NOW(6))".formatted(id, owner);
  }

  private static String user(long id, String name) {
    return "INSERT INTO `my-music`.users (id, username, permalink, created_at, updated_at)"
        + " VALUES (%d, '%s', 'x', NOW(6), NOW(6))".formatted(id, name);
  }

  private static String follow(long follower, long followee) {
    return "INSERT INTO `my-music`.follows VALUES (%d, %d, NOW(6))".formatted(follower, followee);
  }

  private void awaitFeed(long user, String... entries) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(feed(user)).containsExactly(entries));
  }

  private List<String> feed(long user) throws IOException, InterruptedException {
    String token =
        Tokens.of(Files.readString(settings.secrets().tokenKeyFile()))
            .issue(user, Duration.ofHours(1));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + settings.ports().api() + "/me/feed"))
            .header("Authorization", "Bearer " + token)
            .build();
    String page =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    List<String> entries = new ArrayList<>();
    for (JsonNode item : new ObjectMapper().readTree(page).get("collection")) {
      String urn = item.get("origin").get("urn").asText();
      entries.add(item.get("type").asText() + " " + urn.substring(urn.lastIndexOf(':') + 1));
    }
    return entries;
  }
}
