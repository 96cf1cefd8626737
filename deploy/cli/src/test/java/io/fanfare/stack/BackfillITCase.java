package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.supervisor.LocalJobControl;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.ops.backfill.SearchBackfill;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.search.ServedIndex;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The search indices rebuilt, from the log and from a savepoint, while rows change all the time and
 * somebody searches all the time.
 */
@ExtendWith(SharedStack.class)
@Isolated("kills servers, and compares whole indices")
@Order(SharedStack.WHILE_LOGS_ARE_SHORT)
class BackfillITCase {

  /** At which something was killed. */
  private final Set<String> steps = new HashSet<>();

  private final StackAddresses addresses = SharedStack.get().addresses();
  private Application application;
  private Elasticsearch elasticsearch;
  private long artist;
  private long track;

  @BeforeEach
  void publish() throws SQLException, InterruptedException {
    application = new Application();
    elasticsearch = new Elasticsearch(addresses.access().requireSearch());
    artist = application.user();
    track = application.track(artist);
    Audits.of(artist);
  }

  @AfterEach
  void disconnect() throws Exception {
    backfill(line -> {}).finish();
    application.close();
    elasticsearch.close();
  }

  @Test
  void changesOverWithoutAFailedOrEmptySearchAndGoesBackAndIsRemoved() throws Exception {
    String former = ServedIndex.generation(elasticsearch);
    try (Searches searches = new Searches();
        Traffic changes = new Traffic(application.history(11))) {
      String next = build(false);
      assertThat(ServedIndex.generation(elasticsearch)).isEqualTo(next).isNotEqualTo(former);
      long since = searches.done.get();
      changes.close();
      assertClean();

      backfill(line -> {}).rollBack();
      assertThat(ServedIndex.generation(elasticsearch)).isEqualTo(former);
      assertClean();
      backfill(line -> {}).serve(next);
      backfill(line -> {}).finish();

      assertThat(ServedIndex.generation(elasticsearch)).isEqualTo(next);
      assertThat(elasticsearch.ask("GET", "/tracks-" + former, null).isMissingNode()).isTrue();
      assertThat(searches.done.get()).isGreaterThan(since);
    }
    assertClean();
  }

  @Test
  void buildsFromASavepointWhatTheJobKnows() throws Exception {
    try (Traffic changes = new Traffic(application.history(11))) {
      build(true);
    }
    assertClean();
  }

  @Test
  void goesOnWhereItWasInterruptedWhateverIsKilled() throws Exception {
    String former = ServedIndex.generation(elasticsearch);
    try (Searches searches = new Searches();
        Traffic changes = new Traffic(application.history(11))) {
      interruptAt("building");
      SharedStack.get().kill("jobmanager");
      interruptAt("wrote the savepoint");
      SharedStack.get().kill("taskmanager");
      interruptAt("has all documents");
      SharedStack.get().kill("kafka");
      String next = backfill(line -> kill("taskmanager", line, "continuing")).build(false);
      SharedStack.get().kill("connect");
      assertThat(backfill(line -> {}).compare(next)).isEmpty();
      backfill(line -> kill("jobmanager", line, "searches now use")).serve(next);
      backfill(line -> {}).rollBack();
      assertThat(ServedIndex.generation(elasticsearch)).isEqualTo(former);
      assertThat(build(false)).isEqualTo(next);
      SharedStack.get().kill("jobmanager");
      backfill(line -> kill("taskmanager", line, "tracks-")).finish();
      assertThat(steps).contains("continuing", "searches now use", "tracks-");
      assertThat(ServedIndex.generation(elasticsearch)).isEqualTo(next);
      assertThat(elasticsearch.ask("GET", "/tracks-" + former, null).isMissingNode()).isTrue();
    }
    assertClean();
  }

  @Test
  void reportsWhatDiffersAndLeavesWhatIsServed() throws Exception {
    String former = ServedIndex.generation(elasticsearch);
    Indexed indexed = new Indexed(elasticsearch);
    // More than are drawn, so that the last ones are drawn only at random.
    List<Long> more = new ArrayList<>();
    for (int i = 0; i < 550; i++) {
      more.add(application.track(artist));
    }
    assertClean();
    Set<String> planted = new HashSet<>();
    for (long id : more.subList(500, more.size())) {
      indexed.put("tracks", id, Map.of("id", id, "removed", false, "user_id", artist));
      planted.add("tracks " + id);
    }
    SearchBackfill backfill = backfill(line -> {});
    String next = backfill.build(false);
    assertThat(backfill.compare(next)).anyMatch(planted::contains);
    assertThat(ServedIndex.generation(elasticsearch)).isEqualTo(former);
    backfill.serve(next);
    assertClean();
  }

  @Test
  void refusesAnotherWhileAFormerOneIsKept() throws Exception {
    build(true);
    assertThatThrownBy(() -> backfill(line -> {}).build(false))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("search finish");
  }

  private String build(boolean fromSavepoint) throws InterruptedException {
    SearchBackfill backfill = backfill(System.out::println);
    String next = backfill.build(fromSavepoint);
    assertThat(backfill.compare(next)).isEmpty();
    backfill.serve(next);
    return next;
  }

  private SearchBackfill backfill(Consumer<String> lines) {
    return new SearchBackfill(
        addresses.access(),
        new LocalJobControl(SharedStack.settings().home()),
        elasticsearch,
        lines);
  }

  /** Of this test's users: other tests change rows in ways that are not captured. */
  private void assertClean() throws InterruptedException {
    ViewsAudit.Scope own = ViewsAudit.between(artist, Application.newId());
    AuditReport report = Audits.run(own);
    assertThat(report.lines(Duration.ZERO)).contains("There is no difference.");
  }

  /** What ends a command in the midst of it. */
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void interruptAt(String step) {
    Interrupted interrupted = new Interrupted();
    assertThatThrownBy(
            () ->
                backfill(
                        line -> {
                          if (line.contains(step)) {
                            throw interrupted;
                          }
                        })
                    .build(true))
        .isSameAs(interrupted);
  }

  /** Kills a server when a step reports its progress. */
  private void kill(String server, String line, String step) {
    if (line.contains(step)) {
      steps.add(step);
      SharedStack.get().kill(server);
    }
  }

  /** Somebody who looks for a track that is always there. */
  private final class Searches implements AutoCloseable {

    final AtomicLong done = new AtomicLong();
    private final Thread thread = new Thread(this::search, "searches");
    private volatile boolean stopped;
    private volatile String problem = "";

    Searches() {
      thread.start();
    }

    private void search() {
      Map<String, Object> query =
          Map.of("query", Map.of("term", Map.of("title.exact", "track " + track)));
      while (!stopped && problem.isEmpty()) {
        try {
          JsonNode found = elasticsearch.ask("POST", "/tracks/_search", query);
          if (found.at("/hits/total/value").asLong() != 1) {
            problem = "found " + found;
          }
          done.incrementAndGet();
        } catch (RuntimeException e) {
          problem = e.toString();
        }
      }
    }

    @Override
    public void close() throws InterruptedException {
      stopped = true;
      thread.join();
      assertThat(problem).isEmpty();
      assertThat(done.get()).isPositive();
    }
  }
}
