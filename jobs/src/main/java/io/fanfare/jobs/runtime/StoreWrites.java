package io.fanfare.jobs.runtime;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
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
 * How one subtask writes to a store. A write that the store rejects becomes a dead letter. After
 * any other failure the operator retries without end.
 */
public final class StoreWrites {

  private static final long FIRST_RETRY_MS = 50;
  private static final long LONGEST_RETRY_MS = 5_000;
  private static final double RETRY_FACTOR = 2;

  /** The operator retries without end while a store is down, but Flink requires a number. */
  private static final long LONGEST_OUTAGE_DAYS = 3_650;

  private final Function<Throwable, @Nullable String> rejection;
  private final PendingWrites<Object> pending = new PendingWrites<>();
  private final Counter retried;
  private final Counter deadLetters;

  /**
   * @param rejection returns one sentence if a failure means that the store will never take the
   *     write; otherwise null
   */
  public StoreWrites(Function<Throwable, @Nullable String> rejection, JobMetrics metrics) {
    this.rejection = rejection;
    retried = metrics.counter(JobMetric.WRITES_RETRIED);
    deadLetters = metrics.deadLetters(DeadLetterCause.REJECTED);
    metrics.gauge(JobMetric.WRITES_IN_FLIGHT, pending::size);
  }

  /**
   * Writes, and completes the operator's result.
   *
   * @param element of the operator's input: the same object in each try
   * @param done makes the output once the write is durable
   * @param rejected makes the output from the cause if the store rejects the write
   */
  public <T, OUT> void write(
      Object element,
      Supplier<CompletionStage<T>> write,
      Function<T, Collection<OUT>> done,
      Function<String, OUT> rejected,
      ResultFuture<OUT> result) {
    pending.begin(element);
    var unused =
        begin(write)
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

  private static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> write) {
    try {
      return write.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Emits a marker once all writes before it are durable or dead letters.
   *
   * @param element of the operator's input: the same object in each try
   */
  public <OUT> void whenAllBegun(Object element, Collection<OUT> marker, ResultFuture<OUT> result) {
    pending.whenAllBegun(element, marker, result);
  }

  private <OUT> void fail(
      Object element, Throwable failure, Function<String, OUT> rejected, ResultFuture<OUT> result) {
    @Nullable String sentence = rejection.apply(failure);
    if (sentence != null) {
      pending.end(element);
      deadLetters.inc();
      result.complete(List.of(rejected.apply(sentence)));
    } else {
      retried.inc();
      result.completeExceptionally(failure);
    }
  }

  /**
   * The operator of a function that writes. It keeps no order, since effects commute.
   *
   * @param inFlight elements that one subtask writes at the same time
   */
  public static <IN, OUT> SingleOutputStreamOperator<OUT> operator(
      DataStream<IN> effects, AsyncFunction<IN, OUT> persist, int inFlight) {
    return AsyncDataStream.unorderedWaitWithRetry(
        effects, persist, LONGEST_OUTAGE_DAYS, TimeUnit.DAYS, inFlight, untilItSucceeds());
  }

  /**
   * The operator of a function that writes, and bounds the size of its writes, too.
   *
   * @param inFlight elements that one subtask writes at the same time, at most
   */
  public static <IN, OUT> SingleOutputStreamOperator<OUT> sized(
      DataStream<IN> effects,
      SizedFunction<IN, OUT> persist,
      TypeInformation<OUT> results,
      int inFlight) {
    return effects.transform(
        "persist",
        results,
        new SizedAsyncOperator.Factory<>(
            persist,
            TimeUnit.DAYS.toMillis(LONGEST_OUTAGE_DAYS),
            inFlight,
            StoreWrites.<OUT>untilItSucceeds()));
  }

  @SuppressWarnings("unchecked") // Flink offers its predicates as raw types.
  static <OUT> AsyncRetryStrategy<OUT> untilItSucceeds() {
    return new AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategyBuilder<OUT>(
            Integer.MAX_VALUE, FIRST_RETRY_MS, LONGEST_RETRY_MS, RETRY_FACTOR)
        .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
        .build();
  }
}
