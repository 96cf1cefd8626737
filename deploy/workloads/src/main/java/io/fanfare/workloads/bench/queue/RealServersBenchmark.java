package io.fanfare.workloads.bench.queue;

import io.fanfare.api.auth.Tokens;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.local.server.HaproxyServer;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Names;
import io.fanfare.workloads.faults.RollingRestart;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What the API servers of a stack with an edge do with reads of tracks. */
final class RealServersBenchmark {

  private static final int TRACKS = 1_000;
  private static final double IDLE_PER_SECOND = 20;
  private static final int CLIENTS = 2 * 2 * HaproxyServer.SLOTS;
  private static final double RESTART_PER_SECOND = 50;
  private static final Duration TOKEN = Duration.ofHours(1);

  /** How long a server is away in a rolling restart, at least. */
  private static final Duration AWAY = Duration.ofSeconds(2);

  private final StackSettings settings;
  private final SplittableRandom random;
  private final Duration length;
  private final Consumer<String> lines;

  /**
   * @param length of each measurement
   */
  RealServersBenchmark(
      StackSettings settings, SplittableRandom random, Duration length, Consumer<String> lines) {
    this.settings = settings.withExtent(Extent.DASHBOARDS).withEdge(true);
    this.random = random;
    this.length = length;
    this.lines = lines;
  }

  RealServers run() throws IOException, InterruptedException, SQLException {
    try (LocalStack stack = LocalStack.up(settings, lines)) {
      StackAddresses addresses = stack.addresses();
      new Names(IntStream.range(0, TRACKS).mapToObj(n -> "name " + n).toList(), 0).write(addresses);
      new AllViews(addresses.access()).awaitCurrent();
      return measure(stack);
    }
  }

  private RealServers measure(LocalStack stack) throws IOException, InterruptedException {
    Supplier<Request> tracks = this::track;
    Clients haproxy = to("http://127.0.0.1:" + settings.ports().haproxy());
    // Servers that have just started compile more than they answer.
    haproxy.closedLoop(CLIENTS, length, tracks);
    double capacity =
        haproxy.closedLoop(CLIENTS, length, tracks).size() / (double) length.toSeconds();
    Latency direct = all(to(stack.addresses().apiUrl()).openLoop(IDLE_PER_SECOND, length, tracks));
    Latency idle = all(haproxy.openLoop(IDLE_PER_SECOND, length, tracks));
    Latency half = all(haproxy.openLoop(capacity / 2, length, tracks));
    List<Answer> restart = whileRestarted(stack);
    return new RealServers(
        direct,
        idle,
        capacity,
        half,
        restart.size(),
        restart.stream().filter(Answer::isRefused).count(),
        restart.stream().filter(answer -> !answer.isAccepted() && !answer.isRefused()).count(),
        FastBesideSlow.latency(restart, Answer::isAccepted));
  }

  /** Half of the requests are of routes that Varnish keeps, and half are not. */
  private List<Answer> whileRestarted(LocalStack stack) throws IOException, InterruptedException {
    Tokens tokens = Tokens.of(Files.readString(settings.secrets().tokenKeyFile()));
    Map<String, String> headers = Map.of("Authorization", "Bearer " + tokens.issue(1, TOKEN));
    Supplier<Request> requests =
        () -> random.nextBoolean() ? track() : new Request("/me", headers, 0);
    Clients nginx = to(stack.addresses().edgeUrl());
    CompletableFuture<Void> restart = CompletableFuture.runAsync(() -> restart(stack));
    List<Answer> answers = new ArrayList<>();
    while (!restart.isDone()) {
      answers.addAll(nginx.openLoop(RESTART_PER_SECOND, AWAY, requests));
    }
    try {
      restart.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof OperationException known ? known : e;
    }
    return answers;
  }

  private static void restart(LocalStack stack) {
    try {
      new RollingRestart(stack).restart(() -> TimeUnit.SECONDS.sleep(AWAY.toSeconds()));
    } catch (InterruptedException e) {
      throw new OperationException("The restart was interrupted.", e);
    }
  }

  private Request track() {
    return Request.of("/tracks/soundcloud:tracks:" + (1 + random.nextInt(TRACKS)));
  }

  private Clients to(String origin) {
    return new Clients(List.of(origin), random);
  }

  private static Latency all(List<Answer> answers) {
    if (!answers.stream().allMatch(Answer::isAccepted)) {
      throw new OperationException("A read of a track was not answered with 200.");
    }
    return FastBesideSlow.latency(answers, answer -> true);
  }
}
