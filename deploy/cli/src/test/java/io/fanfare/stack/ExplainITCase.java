package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DeleteDashboardEntry;
import io.fanfare.local.Checkout;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Explanations and traces, by the program of a release. */
@ExtendWith(SharedStack.class)
class ExplainITCase {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path elsewhere;
  private OperatorProgram program;
  private Application application;
  private long listener;
  private Activity published;
  private String track;

  @BeforeEach
  void publish() throws Exception {
    program = new OperatorProgram(released(), elsewhere);
    application = new Application();
    listener = application.user();
    long artist = application.user();
    application.follow(listener, artist);
    Instant now = Application.now();
    long id = application.track(artist, now);
    published = new Activity(ActivityKind.TRACK, artist, id, Micros.of(now));
    track = "track:" + id;
    await().atMost(PATIENCE).until(() -> explain() == 0);
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void tellsRuleByRule() throws Exception {
    assertThat(program.output())
        .contains("yes  The track exists, is public, finished and published")
        .contains("should show " + track + ", and shows it.");

    lose();
    assertThat(explain()).isEqualTo(1);
    assertThat(program.output())
        .contains("Cassandra has no entry of it.")
        .contains("should show " + track + ", and does not show it.");
    assertThat(program.run("audit", "--user", Long.toString(listener), "--repair")).isZero();

    application.execute(
        "INSERT INTO blocks VALUES (?, ?, UTC_TIMESTAMP(6))", published.getActorId(), listener);
    assertThat(explain()).isZero();
    assertThat(program.output())
        .contains("NO   Neither the user nor the actor nor the owner blocks the other")
        .contains("user_id=" + published.getActorId() + " blocked_user_id=" + listener)
        .contains(": hidden")
        .contains("should not show " + track + ", and does not show it.");
  }

  @Test
  void tracesAnActivityThroughAllTopics() throws Exception {
    application.execute(
        "UPDATE tracks SET sharing = 'private' WHERE id = ?", published.getObjectId());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(program.run("trace", track)).isZero();
              assertThat(program.output())
                  .containsPattern(
                      "models [0-9]+: create.Track at .*\n"
                          + "  dashboard.interactive  after [0-9]+ to [0-9]+ ms, 1 records with 1"
                          + " recipients\n"
                          + "  dashboard.updates      after [0-9]+ to [0-9]+ ms, 1 records with 1"
                          + " recipients\n"
                          + "models [0-9]+: save.Track at .*\n"
                          + "  dashboard.interactive .*\n"
                          + "  dashboard.updates .*1 recipients");
            });
  }

  private int explain() throws Exception {
    return program.run("explain", "feed", Long.toString(listener), track);
  }

  private void lose() {
    try (CqlSession cassandra = CassandraSession.open(SharedStack.get().addresses().cassandra())) {
      cassandra.execute(
          new DeleteDashboardEntry(cassandra).bind(listener, published, LogEnd.version()));
    }
  }

  /** The script of the archive, with the libraries of this build beside it. */
  private Path released() throws Exception {
    Path cli = Checkout.around(Path.of("")).root().resolve("deploy/cli");
    Path script = Files.createDirectories(elsewhere.resolve("released/bin")).resolve("fanfare");
    Files.copy(cli.resolve("src/release/fanfare"), script);
    Path libraries = Files.createDirectories(elsewhere.resolve("released/lib"));
    for (Path directory : List.of(cli.resolve("target"), cli.resolve("target/lib"))) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
        for (Path jar : jars) {
          Files.createSymbolicLink(libraries.resolve(jar.getFileName()), jar.toAbsolutePath());
        }
      }
    }
    return script;
  }
}
