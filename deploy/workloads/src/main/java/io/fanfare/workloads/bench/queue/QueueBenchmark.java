package io.fanfare.workloads.bench.queue;

import io.fanfare.local.StackSettings;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.workloads.bench.kit.Machine;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The queue in front of the API servers, which is HAProxy with the configuration of `deploy/edge`:
 * its waits beside those of theory, fast requests beside slow ones, and real API servers behind it.
 */
public final class QueueBenchmark {

  /** Parts of what the slots can do. */
  private static final double BUSY = 0.7;

  private static final double BUSIER = 0.8;
  private static final double NEARLY_FULL = 0.9;

  /** What requests take: long enough for the way to a server to be a small part of it. */
  private static final double MEAN_SECONDS = 0.05;

  /** Slow requests are rare and long, so a tail that they cause needs more of them than a mean. */
  private static final int LONGER = 4;

  private final StackSettings settings;
  private final SplittableRandom random;
  private final Progress progress;
  private final Consumer<String> lines;

  /**
   * @param seed of the times of requests and of what they take
   */
  public QueueBenchmark(StackSettings settings, long seed, Consumer<String> lines) {
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    this.progress = new Progress(lines);
    this.lines = lines;
  }

  /**
   * Runs it, on a home that is empty before and after.
   *
   * @param length of a measurement; of waits at a high load twice as long, since few of them are
   *     independent of others; of fast requests beside slow ones four times as long
   */
  public QueueReport run(Duration length) throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try {
      RealServers real = new RealServersBenchmark(settings, random, length, lines).run();
      List<WaitRow> waits = new ArrayList<>();
      waits.addAll(waits(1, 1, "exponential", ServiceTimes.exponential(MEAN_SECONDS), length));
      waits.addAll(waits(2, 2, "even", ServiceTimes.even(MEAN_SECONDS), length));
      waits.addAll(waits(4, 4, "exponential", ServiceTimes.exponential(MEAN_SECONDS), length));
      progress.report("fast requests beside slow ones, and too many of them");
      FastRequests fast = new FastBesideSlow(settings, random, length.multipliedBy(LONGER)).run();
      return new QueueReport(machine, waits, fast, real);
    } finally {
      settings.home().wipe();
    }
  }

  private List<WaitRow> waits(
      int count, int slots, String name, ServiceTimes times, Duration length)
      throws IOException, InterruptedException {
    progress.report("waits of %s times for %d slots", name, count * slots);
    try (QueuedServers servers =
        new QueuedServers(settings, count, slots, QueuedServers.NO_BOUND)) {
      Clients clients = new Clients(List.of(servers.origin()), random);
      Waits waits =
          new Waits(clients, count * slots, name, times, MEAN_SECONDS, random, length.dividedBy(2));
      return List.of(
          waits.measure(BUSY, length),
          waits.measure(BUSIER, length),
          waits.measure(NEARLY_FULL, length.multipliedBy(2)));
    }
  }
}
