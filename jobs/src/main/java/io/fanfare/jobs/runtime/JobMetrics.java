package io.fanfare.jobs.runtime;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** The metrics of one subtask of an operator, in Flink's metric group of this operator. */
public final class JobMetrics {

  private final MetricGroup group;
  private final Map<DeadLetterCause, Counter> deadLetters = new EnumMap<>(DeadLetterCause.class);

  JobMetrics(MetricGroup operator) {
    group = operator.addGroup("fanfare");
  }

  /** The metrics of the subtask that this context belongs to. */
  public static JobMetrics of(RuntimeContext context) {
    return new JobMetrics(context.getMetricGroup());
  }

  /** A counter for any thread: results of writes come on the threads of the store's client. */
  public Counter counter(JobMetric metric) {
    return group.counter(metric.id(), new ThreadSafeSimpleCounter());
  }

  /**
   * @param value asked by the thread of a reporter
   */
  void gauge(JobMetric metric, LongSupplier value) {
    group.gauge(metric.id(), (Gauge<Long>) value::getAsLong);
  }

  /**
   * The counter of dead letters with this cause. An operator that can make such letters asks for it
   * when it opens, so that the counter is there, at 0, before the first letter.
   */
  public Counter deadLetters(DeadLetterCause cause) {
    return deadLetters.computeIfAbsent(
        cause,
        of ->
            group
                .addGroup("dead_letters")
                .addGroup("cause", of.id())
                .counter("count", new ThreadSafeSimpleCounter()));
  }
}
