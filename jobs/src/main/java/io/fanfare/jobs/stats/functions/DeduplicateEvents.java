package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.stats.domain.RepeatRule;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.stats.LoggedEvent;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by kind and id of an event: drops repetitions by {@link RepeatRule}. */
public final class DeduplicateEvents
    extends KeyedProcessFunction<String, LoggedEvent, LoggedEvent> {

  private static final long serialVersionUID = 1L;

  /**
   * Only frees space, by the clock of this machine. Ids must outlive what the rule demands even in
   * a job that restores the oldest savepoint allowed.
   */
  private static final Duration TIME_TO_LIVE =
      RepeatRule.REMEMBERED_FOR.plus(Topics.OLDEST_SAVEPOINT).plusDays(1);

  private transient ValueState<Long> knownUntil;

  /** Creates the function; Flink opens it. */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public DeduplicateEvents() {}

  /** The key: downloads and plays have ids of their own. */
  public static String idOf(LoggedEvent logged) {
    return logged.getKind() + "/" + logged.getEvent().getId();
  }

  @Override
  public void open(OpenContext openContext) {
    ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("known-until", Types.LONG);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(TIME_TO_LIVE)
            // What is still there is used: the rule decides, and not the clock of this machine.
            .setStateVisibility(StateTtlConfig.StateVisibility.ReturnExpiredIfNotCleanedUp)
            .build());
    knownUntil = getRuntimeContext().getState(descriptor);
  }

  @Override
  public void processElement(LoggedEvent logged, Context context, Collector<LoggedEvent> out)
      throws Exception {
    DomainEvent event = logged.getEvent();
    Long arrivedAt =
        Objects.requireNonNull(
            DomainEventRule.arrivedAt(event, logged.getAppendedAt()), "only valid events are read");
    if (!RepeatRule.isRepeated(arrivedAt, knownUntil.value())) {
      knownUntil.update(RepeatRule.knownUntil(event.getOccurredAt()));
      out.collect(logged);
    }
  }
}
