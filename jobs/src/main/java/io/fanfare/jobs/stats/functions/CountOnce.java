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

/** Keyed by kind and id: {@link RepeatRule}. */
public final class CountOnce extends KeyedProcessFunction<String, LoggedEvent, LoggedEvent> {

  private static final long serialVersionUID = 1L;

  /**
   * Only gives back the room: an id must be known for as long as the rule says by the log's clock,
   * also to a job that was down for as long as its savepoint may be old.
   */
  private static final Duration TIME_TO_LIVE =
      DomainEventRule.LATEST
          .plus(DomainEventRule.MOST_AHEAD)
          .plus(Topics.OLDEST_SAVEPOINT)
          .plusDays(1);

  private transient ValueState<Long> knownUntil;

  /** Made before it is opened. */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public CountOnce() {}

  /** What events are told apart by. */
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
