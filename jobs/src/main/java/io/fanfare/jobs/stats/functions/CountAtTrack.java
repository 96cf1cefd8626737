package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.stats.domain.TrackRule;
import io.fanfare.jobs.stats.domain.TrackState;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.TrackChange;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by track: {@link TrackRule}, with a timer for what is parked. */
public final class CountAtTrack extends KeyedProcessFunction<Long, TrackChange, Cells> {

  private static final long serialVersionUID = 1L;

  private transient TrackState track;

  /** Made before it is opened. */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public CountAtTrack() {}

  @Override
  public void open(OpenContext openContext) {
    track = new FlinkTrackState(getRuntimeContext());
  }

  @Override
  public void processElement(TrackChange change, Context context, Collector<Cells> out) {
    if (TrackRule.apply(change, track, out::collect)) {
      goOnSoon(context.timerService());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Cells> out) {
    if (TrackRule.sweep(context.getCurrentKey(), track, out::collect)) {
      goOnSoon(context.timerService());
    }
  }

  /** At once, but behind whatever else waits for this subtask. */
  private static void goOnSoon(TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 1);
  }
}
