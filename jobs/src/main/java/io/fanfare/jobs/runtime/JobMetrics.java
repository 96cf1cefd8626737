package io.fanfare.jobs.runtime;

import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.jspecify.annotations.Nullable;

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
        cause, of -> count(group.addGroup("dead_letters").addGroup("cause", of.id())));
  }

  /** The counter of messages to a channel; asked for once. */
  public Counter messages(Channel channel) {
    return count(group.addGroup("messages").addGroup("channel", Channels.name(channel)));
  }

  /**
   * The counter of outcomes in a channel; asked for once.
   *
   * @param reason null for those that wait
   */
  public Counter outcomes(Channel channel, @Nullable SuppressionReason reason) {
    return count(
        group
            .addGroup("outcomes")
            .addGroup("channel", Channels.name(channel))
            .addGroup(
                "reason", reason == null ? "waiting" : reason.name().toLowerCase(Locale.ROOT)));
  }

  private static Counter count(MetricGroup group) {
    return group.counter("count", new ThreadSafeSimpleCounter());
  }
}
