package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.stats.domain.RepeatRule;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.stats.LoggedEvent;
import java.time.Duration;
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
   * Only frees space. The rule decides by the log's clock, and the state must outlive that, even in
   * a job that restores the oldest savepoint allowed.
   */
  private static final Duration TIME_TO_LIVE =
      DomainEventRule.LATEST
          .plus(DomainEventRule.MOST_AHEAD)
          .plus(Topics.OLDEST_SAVEPOINT)
          .plusDays(1);

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
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(TIME_TO_LIVE).build());
    knownUntil = getRuntimeContext().getState(descriptor);
  }

  @Override
  public void processElement(LoggedEvent logged, Context context, Collector<LoggedEvent> out)
      throws Exception {
    if (!RepeatRule.isRepeated(logged.getAppendedAt(), knownUntil.value())) {
      knownUntil.update(RepeatRule.knownUntil(logged.getEvent().getOccurredAt()));
      out.collect(logged);
    }
  }
}
