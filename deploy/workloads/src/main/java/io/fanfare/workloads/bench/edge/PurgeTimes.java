package io.fanfare.workloads.bench.edge;

import io.fanfare.local.StackAddresses;
import io.fanfare.ops.OperationException;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.OpenLoop;
import io.fanfare.workloads.faults.SourceWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** Changes tracks whose pages are kept, and reads each page until it has the change. */
final class PurgeTimes {

  private static final int CLIENTS = 8;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Later than this, it is the lease that has ended. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StackAddresses addresses;
  private final EdgeWorkload workload;
  private final ChangeLog log;
  private final SplittableRandom random;
  private final Histogram times = new SynchronizedHistogram(Latency.histogram());
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();

  /**
   * What was found.
   *
   * @param toEdge from the commit until the first answer with the change was complete, ms
   * @param kept pages that came out of the cache right before the change
   * @param unanswered changes that no answer had after half a minute
   * @param purger what the purger measures of the same changes
   */
  record Found(Latency toEdge, long kept, long unanswered, PurgerLatency purger) {}

  PurgeTimes(
      StackAddresses addresses, EdgeWorkload workload, ChangeLog log, SplittableRandom random) {
    this.addresses = addresses;
    this.workload = workload;
    this.log = log;
    this.random = random;
  }

  Found run(double perSecond, Duration length) throws InterruptedException, SQLException {
    PurgerLatency before = PurgerLatency.read(addresses.purgerUrl());
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (SourceWriter writer = new SourceWriter(addresses);
        KeepAlive edge = new KeepAlive(addresses.edgeUrl())) {
      new OpenLoop(perSecond, random)
          .<InterruptedException>run(
              length,
              due -> {
                ShownRow row = ShownRow.track(1 + random.nextInt(workload.tracks()));
                if (log.isShown(row)) {
                  change(row, writer, edge, clients);
                }
              });
    } finally {
      clients.shutdown();
      if (!clients.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        clients.shutdownNow();
      }
    }
    return new Found(
        Latency.of(times),
        kept.get(),
        unanswered.get(),
        PurgerLatency.read(addresses.purgerUrl()).since(before));
  }

  private void change(ShownRow row, SourceWriter writer, KeepAlive edge, ExecutorService clients)
      throws InterruptedException {
    EdgePage page = EdgePage.ofTrack(row.id());
    try {
      edge.get(page.path());
      kept.addAndGet(edge.get(page.path()).isHit() ? 1 : 0);
    } catch (IOException e) {
      throw new OperationException("The edge does not answer: " + e, e);
    }
    int change = log.begin(row, true);
    writer.write(EdgeRows.track(row.id(), workload.ownerOf(row.id()), change, true));
    log.committed(row);
    long committed = System.nanoTime();
    clients.execute(() -> await(page, row, change, committed));
  }

  private void await(EdgePage page, ShownRow row, int change, long committed) {
    try (KeepAlive edge = new KeepAlive(addresses.edgeUrl())) {
      while (System.nanoTime() - committed < PATIENCE.toNanos()) {
        Integer shown = ShownRow.on(edge.get(page.path()).text()).get(row);
        if (shown != null && shown >= change) {
          times.recordValue(System.nanoTime() - committed);
          return;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      unanswered.incrementAndGet();
    } catch (IOException e) {
      unanswered.incrementAndGet();
    }
  }
}
