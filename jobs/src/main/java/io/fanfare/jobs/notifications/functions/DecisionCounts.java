package io.fanfare.jobs.notifications.functions;

import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;

/** Counts what one subtask decides. Not thread-safe. */
final class DecisionCounts {

  private final JobMetrics metrics;
  private final Map<Channel, Counter> messages = new EnumMap<>(Channel.class);
  private final Map<Channel, Counter> waiting = new EnumMap<>(Channel.class);
  private final Map<Channel, Map<SuppressionReason, Counter>> suppressed =
      new EnumMap<>(Channel.class);

  /** Messages and waiting begin at 0; a reason appears with its first outcome, if it ever does. */
  DecisionCounts(JobMetrics metrics) {
    this.metrics = metrics;
    for (Channel channel : Channel.values()) {
      messages.put(channel, metrics.messages(channel));
      waiting.put(channel, metrics.outcomes(channel, null));
    }
  }

  void count(Notification message) {
    messages.computeIfAbsent(message.getChannel(), metrics::messages).inc();
  }

  void count(Outcome outcome) {
    Channel channel = outcome.getChannel();
    SuppressionReason reason = outcome.getReason();
    if (reason == null) {
      waiting.computeIfAbsent(channel, first -> metrics.outcomes(first, null)).inc();
    } else {
      suppressed
          .computeIfAbsent(channel, first -> new EnumMap<>(SuppressionReason.class))
          .computeIfAbsent(reason, first -> metrics.outcomes(channel, first))
          .inc();
    }
  }
}
