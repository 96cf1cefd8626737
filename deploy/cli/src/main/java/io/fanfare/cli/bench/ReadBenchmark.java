package io.fanfare.cli.bench;

import io.fanfare.api.auth.Tokens;
import io.fanfare.local.Progress;
import io.fanfare.local.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A page of a dashboard, hydrated, over HTTP: with nothing else going on, and beside writes. */
final class ReadBenchmark {

  private static final int LIMIT = 50;
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private final Workload workload;
  private final BenchStack bench;
  private final Progress progress;

  ReadBenchmark(BenchStack bench, Workload workload) {
    this.workload = workload;
    this.bench = bench;
    this.progress = bench.progress();
  }

  /**
   * Runs it.
   *
   * @param length of each measurement
   * @param tokenKey the file of the key that tokens are signed with
   */
  ReadReport run(
      Machine machine,
      double pagesPerSecond,
      double entriesPerSecond,
      Duration length,
      Path tokenKey)
      throws IOException, InterruptedException, SQLException {
    FollowGraph graph = bench.network().graph();
    fill(graph);
    Tokens tokens = Tokens.of(Files.readString(tokenKey));
    PageReader reader =
        new PageReader(bench.addresses().apiUrl(), tokens, graph.listeners(), LIMIT);
    SplittableRandom random = new SplittableRandom(workload.seed());
    progress.say("warming up: %.0f pages/s for %d s", pagesPerSecond, WARM_UP.toSeconds());
    reader.run(pagesPerSecond, WARM_UP, random);
    progress.say("idle: %.0f pages/s for %d s", pagesPerSecond, length.toSeconds());
    Latency idle = reader.run(pagesPerSecond, length, random);
    progress.say("beside %,.0f entries/s for %d s", entriesPerSecond, length.toSeconds());
    CompletableFuture<Void> writes =
        CompletableFuture.runAsync(() -> write(entriesPerSecond, length));
    Latency underLoad = reader.run(pagesPerSecond, length, random);
    join(writes);
    return new ReadReport(
        machine, workload, LIMIT, pagesPerSecond, idle, entriesPerSecond, underLoad);
  }

  /** Rounds of posts until the listener who follows fewest has more than a page. */
  private void fill(FollowGraph graph) throws InterruptedException, SQLException {
    int fewest = graph.fewestFollowed();
    if (fewest == 0) {
      throw new StackException(
          "Some listener follows nobody and has no page: ask for fewer listeners or more artists.");
    }
    int rounds = LIMIT / fewest + 1;
    for (int i = 0; i < rounds; i++) {
      progress.say("filling dashboards: round %d of %d", i + 1, rounds);
      bench.publish(bench.round());
    }
  }

  private void write(double entriesPerSecond, Duration length) {
    Network network = bench.network();
    FollowGraph graph = network.graph();
    SplittableRandom random = new SplittableRandom(workload.seed() + 1);
    double postsPerSecond = entriesPerSecond * graph.artists() / graph.follows();
    try {
      new OpenLoop(postsPerSecond, random)
          .<SQLException>run(
              length,
              due -> {
                int artist = random.nextInt(graph.artists());
                long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                network.publish(List.of(network.post(artist, now)));
              });
    } catch (SQLException e) {
      throw new StackException("A post could not be written: " + e.getMessage(), e);
    }
  }

  private static void join(CompletableFuture<Void> writes) {
    try {
      writes.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackException known ? known : e;
    }
  }
}
