package io.fanfare.jobs.runtime;

import io.fanfare.connectors.cassandra.Pace;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.SchedulingBucket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
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
  private final Counter written;
  private final Counter waitedMillis;
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
  WriteRate(int rowsPerSecond, JobMetrics metrics) {
    this.rowsPerSecond = rowsPerSecond;
    this.written = metrics.counter(JobMetric.ROWS_WRITTEN);
    this.waitedMillis = metrics.counter(JobMetric.WRITE_RATE_WAIT);
    // At most a tenth of a second's rows at once, so that the store sees a flow and not bursts.
    this.capacity = Math.max(SOME_ROWS, rowsPerSecond / 10);
    this.bucket = rowsPerSecond == 0 ? null : bucket(rowsPerSecond, capacity);
  }

  /**
   * One subtask's share of a job's rate.
   *
   * @param rowsPerSecond of the job; 0 for no bound
   * @param context of one of the subtasks that write
   */
  public static WriteRate of(int rowsPerSecond, RuntimeContext context, JobMetrics metrics) {
    int subtasks = context.getTaskInfo().getNumberOfParallelSubtasks();
    return new WriteRate(share(rowsPerSecond, subtasks), metrics);
  }

  /** Rounded up. */
  static int share(int rowsPerSecond, int parallelism) {
    return (rowsPerSecond + parallelism - 1) / parallelism;
  }

  @Override
  public CompletableFuture<Void> acquire(int rows) {
    if (bucket == null || rows == 0) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> acquired = bucket.consume(Math.min(rows, capacity), scheduler);
    return acquired.isDone() ? acquired : timed(acquired);
  }

  private CompletableFuture<Void> timed(CompletableFuture<Void> acquired) {
    long began = System.nanoTime();
    return acquired.whenComplete(
        (done, failure) ->
            waitedMillis.inc(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
  }

  @Override
  public void written(int rows) {
    written.inc(rows);
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
