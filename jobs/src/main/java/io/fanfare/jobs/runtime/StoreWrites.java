package io.fanfare.jobs.runtime;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.AsyncRetryStrategy;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.util.retryable.AsyncRetryStrategies;
import org.apache.flink.streaming.util.retryable.RetryPredicates;
import org.jspecify.annotations.Nullable;

/**
 * How jobs write to a store: a subtask has a share of it; what the store rejects is put aside, and
 * any other failure is the store's own, which the operator waits for without end.
 */
public final class StoreWrites implements AutoCloseable {

  private static final long FIRST_RETRY_MS = 50;
  private static final long LONGEST_RETRY_MS = 5_000;
  private static final double RETRY_FACTOR = 2;

  /**
   * A store that is down is waited for without end; Flink wants to be told a number all the same.
   */
  private static final long LONGEST_OUTAGE_DAYS = 3_650;

  private final WriteRate rate;
  private final Function<Throwable, @Nullable String> rejection;
  private final PendingWrites<Object> pending = new PendingWrites<>();

  /**
   * @param rowsPerSecond the job's share of the store; 0 for no bound
   * @param task one of the subtasks that write
   * @param rejection one sentence, if a failure says that the store will never take a write; else
   *     null
   */
  public StoreWrites(
      int rowsPerSecond, TaskInfo task, Function<Throwable, @Nullable String> rejection) {
    this.rate = new WriteRate(WriteRate.share(rowsPerSecond, task.getNumberOfParallelSubtasks()));
    this.rejection = rejection;
  }

  /**
   * Writes when it is its turn, and completes the operator's result.
   *
   * @param element of the operator's input: the same object when it is tried again
   * @param rows how much it is
   * @param done what to hand on once it is durable
   * @param rejected what to hand on if the store rejects it, with one sentence that says why
   */
  public <T, OUT> void write(
      Object element,
      int rows,
      Supplier<CompletionStage<T>> write,
      Function<T, Collection<OUT>> done,
      Function<String, OUT> rejected,
      ResultFuture<OUT> result) {
    pending.begin(element);
    rate.acquire(rows)
        .thenCompose(acquired -> write.get())
        .whenComplete(
            (written, failure) -> {
              if (failure == null) {
                pending.end(element);
                result.complete(done.apply(written));
              } else {
                fail(element, failure, rejected, result);
              }
            });
  }

  /**
   * Hands on a marker, once all writes before it are durable or put aside.
   *
   * @param element of the operator's input: the same object when it is tried again
   */
  public <OUT> void whenAllBegun(Object element, Collection<OUT> marker, ResultFuture<OUT> result) {
    pending.whenAllBegun(element, marker, result);
  }

  private <OUT> void fail(
      Object element, Throwable failure, Function<String, OUT> rejected, ResultFuture<OUT> result) {
    @Nullable String sentence = rejection.apply(failure);
    if (sentence != null) {
      pending.end(element);
      result.complete(List.of(rejected.apply(sentence)));
    } else {
      result.completeExceptionally(failure);
    }
  }

  /**
   * The operator of a function that writes: effects commute, so it keeps no order.
   *
   * @param inFlight elements that one subtask writes at a time
   */
  public static <IN, OUT> SingleOutputStreamOperator<OUT> operator(
      DataStream<IN> effects, AsyncFunction<IN, OUT> persist, int inFlight) {
    return AsyncDataStream.unorderedWaitWithRetry(
        effects, persist, LONGEST_OUTAGE_DAYS, TimeUnit.DAYS, inFlight, untilItSucceeds());
  }

  @SuppressWarnings("unchecked") // Flink offers its predicates as raw types.
  static <OUT> AsyncRetryStrategy<OUT> untilItSucceeds() {
    return new AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategyBuilder<OUT>(
            Integer.MAX_VALUE, FIRST_RETRY_MS, LONGEST_RETRY_MS, RETRY_FACTOR)
        .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
        .build();
  }

  @Override
  public void close() {
    rate.close();
  }
}
