package io.fanfare.jobs.runtime;

import io.fanfare.schemas.dashboard.FanOutChunkRule;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.SchedulingBucket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Limits writes to a number of rows per second. A caller waits without blocking: its thread is the
 * operator's only one, and checkpoint barriers must get through.
 */
final class WriteRate implements AutoCloseable {

  /** No chunk has more rows: its entries, and one month row for each. */
  private static final int LARGEST_CHUNK = 2 * FanOutChunkRule.MOST_ENTRIES;

  private final @Nullable SchedulingBucket bucket;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "write-rate");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param rowsPerSecond 0 for no bound
   */
  WriteRate(int rowsPerSecond) {
    bucket = rowsPerSecond == 0 ? null : bucket(rowsPerSecond);
  }

  /** One subtask's share of a job's rate, rounded up; 0 for no bound. */
  static int share(int perSecond, int parallelism) {
    return (perSecond + parallelism - 1) / parallelism;
  }

  /** Completes when this many rows may be written, in the order of the calls. */
  CompletableFuture<Void> acquire(int rows) {
    return bucket == null || rows == 0
        ? CompletableFuture.completedFuture(null)
        : bucket.consume(Math.min(rows, LARGEST_CHUNK), scheduler);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private static SchedulingBucket bucket(int rowsPerSecond) {
    // At most a tenth of a second's rows at once, so that the store sees a flow and not bursts.
    long capacity = Math.max(LARGEST_CHUNK, rowsPerSecond / 10);
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(capacity).refillGreedy(rowsPerSecond, Duration.ofSeconds(1)))
        .build()
        .asScheduler();
  }
}
