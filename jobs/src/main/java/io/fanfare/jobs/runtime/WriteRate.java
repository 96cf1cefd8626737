package io.fanfare.jobs.runtime;

import io.fanfare.connectors.cassandra.Pace;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.SchedulingBucket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.api.common.TaskInfo;
import org.jspecify.annotations.Nullable;

/**
 * Limits writes to a number of rows per second. A caller waits without blocking: its thread is the
 * operator's only one, and checkpoint barriers must get through.
 */
public final class WriteRate implements Pace, AutoCloseable {

  /** Rows that may always be written at once: those of a batch. */
  private static final int SOME_ROWS = 50;

  private final int rowsPerSecond;
  private final long capacity;
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
    this.rowsPerSecond = rowsPerSecond;
    // At most a tenth of a second's rows at once, so that the store sees a flow and not bursts.
    this.capacity = Math.max(SOME_ROWS, rowsPerSecond / 10);
    this.bucket = rowsPerSecond == 0 ? null : bucket(rowsPerSecond, capacity);
  }

  /**
   * One subtask's share of a job's rate.
   *
   * @param rowsPerSecond of the job; 0 for no bound
   * @param task one of the subtasks that write
   */
  public static WriteRate of(int rowsPerSecond, TaskInfo task) {
    return new WriteRate(share(rowsPerSecond, task.getNumberOfParallelSubtasks()));
  }

  /** Rounded up. */
  static int share(int rowsPerSecond, int parallelism) {
    return (rowsPerSecond + parallelism - 1) / parallelism;
  }

  @Override
  public CompletableFuture<Void> acquire(int rows) {
    return bucket == null || rows == 0
        ? CompletableFuture.completedFuture(null)
        : bucket.consume(Math.min(rows, capacity), scheduler);
  }

  @Override
  public int rowsPerSecond() {
    return rowsPerSecond == 0 ? Integer.MAX_VALUE : rowsPerSecond;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private static SchedulingBucket bucket(int rowsPerSecond, long capacity) {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(capacity).refillGreedy(rowsPerSecond, Duration.ofSeconds(1)))
        .build()
        .asScheduler();
  }
}
