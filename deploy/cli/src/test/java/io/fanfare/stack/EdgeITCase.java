package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.local.server.PurgerProcess;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.EdgeAccess;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.edge.EdgeAudit;
import io.fanfare.ops.audit.edge.EdgeDifference;
import io.fanfare.ops.audit.edge.EdgeReport;
import io.fanfare.stack.edge.ForgottenVarnish;
import io.fanfare.workloads.faults.RollingRestart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A stack with its edge, through nginx: what is kept, what is taken back, and who may be missing.
 */
@Isolated("runs a stack of its own, and stops its servers")
@TestInstance(Lifecycle.PER_CLASS)
class EdgeITCase {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Half of the time for which an answer may be kept: what is newer was taken back. */
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Age of a hit, s. */
  private static final int OLDEST_WITHOUT_PURGER = 1;

  /** Each of the lists, whichever was under way. */
  private static final int LISTS = 6;

  private final HttpClient client = HttpClient.newHttpClient();
  private final StackSettings settings =
      SharedStack.besideShared("edge", 14).withExtent(Extent.DASHBOARDS).withEdge(true);
  private LocalStack stack;
  private Application application;
  private long owner;
  private long track;

  @BeforeAll
  void start() throws Exception {
    settings.home().wipe();
    stack = LocalStack.up(settings, System.out::println);
    application = new Application(stack.addresses());
  }

  @AfterAll
  void stop() throws SQLException {
    application.close();
    stack.close();
    settings.home().wipe();
  }

  @BeforeEach
  void publish() throws SQLException {
    owner = application.user();
    track = application.track(owner);
  }

  @Test
  void aPublicPageIsKeptForEverybodyUntilItsOwnerIsRenamed() throws Exception {
    awaitHit();
    HttpResponse<String> kept = page("?", "Bearer nonsense");
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(status(kept)).startsWith("fanfare; hit");
    assertThat(kept.body()).contains("\"user " + owner + "\"");
    assertThat(kept.headers().firstValue("xkey")).isEmpty();
    HttpRequest again =
        request("/tracks/soundcloud:tracks:" + track)
            .header("If-None-Match", kept.headers().firstValue("ETag").orElseThrow())
            .build();
    assertThat(client.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(304);

    rename("renamed");
    await().atMost(SOON).until(() -> page().body().contains("\"renamed\""));
    awaitHit();
    assertThat(page().body()).contains("\"renamed\"");
  }

  @Test
  void aListHasWhatArrivesInIt() throws Exception {
    String list = "/users/soundcloud:users:" + owner + "/tracks";
    await().atMost(PATIENCE).until(() -> status(get(list)).startsWith("fanfare; hit"));
    long newer = application.track(owner);
    await().atMost(SOON).until(() -> get(list).body().contains("\"track " + newer + "\""));
  }

  @Test
  void withoutThePurgerNothingOldIsServed() throws Exception {
    awaitHit();
    stack.stop(PurgerProcess.NAME);
    rename("not purged");
    // Varnish asks each second; then the age decides.
    await().atMost(SOON).until(() -> page().body().contains("\"not purged\""));
    for (int reads = 0; reads < 100; reads++) {
      HttpResponse<String> read = page();
      assertThat(age(read)).isLessThanOrEqualTo(OLDEST_WITHOUT_PURGER);
      assertThat(read.body()).contains("\"not purged\"");
    }
    stack.start(PurgerProcess.NAME);
    awaitHit();
    await().atMost(SOON).until(() -> age(page()) > OLDEST_WITHOUT_PURGER);
  }

  @Test
  void apiServersAreRestartedOneByOneAndNoRequestFails() throws Exception {
    try (SteadyRequests requests = steady();
        SteadyRequests others =
            new SteadyRequests(List.of(() -> get("/local-sign-in/users").statusCode()));
        SteadyRequests lists = new SteadyRequests(lists().reads())) {
      new RollingRestart(stack)
          .restart(
              () -> {
                awaitMore(requests, 20);
                awaitMore(lists, LISTS);
              });
      awaitMore(lists, LISTS);
      assertThat(requests.failures()).isEmpty();
      assertThat(others.failures()).isEmpty();
      assertThat(lists.failures()).isEmpty();
    }
  }

  @Test
  void theAuditFindsWhatACacheKeepsThatNobodyPurges(@TempDir Path folder) throws Exception {
    awaitHit();
    try (ForgottenVarnish forgotten = ForgottenVarnish.start(settings, folder)) {
      String page = forgotten.url() + "/tracks/soundcloud:tracks:" + track;
      await()
          .ignoreException(ConnectException.class)
          .atMost(PATIENCE)
          .until(() -> status(at(page)).startsWith("fanfare; hit"));
      rename("renamed at one cache");

      EdgeReport report = audit(List.of(stack.addresses().edgeUrl(), forgotten.url()));
      assertThat(report.isComplete()).isTrue();
      assertThat(report.hits()).isPositive();
      assertThat(report.differences())
          .extracting(EdgeDifference::url)
          .contains(page)
          .allMatch(url -> url.startsWith(forgotten.url()));
    }
    EdgeReport report = audit(List.of(stack.addresses().edgeUrl()));
    assertThat(report.isClean()).as("%s", report).isTrue();
  }

  /** With a short wait for fetches: the lease of what is stale must not end before. */
  private EdgeReport audit(List<String> edges) throws InterruptedException {
    PipelineAccess access = stack.addresses().access();
    EdgeAccess edge = access.requireEdge();
    EdgeAccess asked =
        new EdgeAccess(edges, edge.originUrl(), edge.purgerUrl(), Duration.ofSeconds(1));
    return new EdgeAudit(
            new PipelineAccess(
                access.source(),
                access.kafka(),
                access.connect(),
                access.capture(),
                access.dashboards(),
                access.stats(),
                access.elasticsearch(),
                access.playsAfter(),
                access.notifies(),
                asked,
                access.flink()),
            new PrintWriter(Writer.nullWriter()))
        .run();
  }

  /** What a killed server had begun is asked of the other one, if it only reads. */
  @Test
  void apiServersAreKilledAndNoReadFails() throws Exception {
    try (SteadyRequests requests = steady();
        SteadyRequests lists = new SteadyRequests(lists().reads())) {
      awaitMore(lists, LISTS);
      new RollingRestart(stack).kill();
      awaitMore(requests, 20);
      awaitMore(lists, LISTS);
      assertThat(requests.failures()).isEmpty();
      assertThat(lists.failures()).isEmpty();
    }
  }

  private EdgeLists lists() throws IOException, SQLException, InterruptedException {
    return new EdgeLists(application, stack.addresses(), client);
  }

  private SteadyRequests steady() {
    return new SteadyRequests(
        List.of(
            () -> get("/local-sign-in/users").statusCode(),
            () -> page().statusCode(),
            () -> get("/health/live").statusCode()));
  }

  /** Or a failure, which the test reports then. */
  private static void awaitMore(SteadyRequests requests, long more) {
    long enough = requests.answered() + more;
    await()
        .atMost(PATIENCE)
        .until(() -> requests.answered() >= enough || !requests.failures().isEmpty());
  }

  private void rename(String name) throws SQLException {
    application.execute("UPDATE users SET username = ? WHERE id = ?", name, owner);
  }

  private void awaitHit() {
    await().atMost(PATIENCE).until(() -> status(page()).startsWith("fanfare; hit"));
  }

  private HttpResponse<String> page() throws IOException, InterruptedException {
    return get("/tracks/soundcloud:tracks:" + track);
  }

  private HttpResponse<String> page(String query, String authorization)
      throws IOException, InterruptedException {
    HttpRequest request =
        request("/tracks/soundcloud:tracks:" + track + query)
            .header("Authorization", authorization)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> at(String url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(stack.addresses().edgeUrl() + path));
  }

  private static String status(HttpResponse<String> answer) {
    return answer.headers().firstValue("Cache-Status").orElse("");
  }

  /** In seconds. */
  private static int age(HttpResponse<String> answer) {
    return answer.headers().firstValue("Age").map(Integer::valueOf).orElse(0);
  }
}
