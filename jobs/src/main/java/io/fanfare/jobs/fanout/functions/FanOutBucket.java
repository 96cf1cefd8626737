package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.FollowerBucket;
import io.fanfare.jobs.runtime.FlinkIdBlocks;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.fanout.FollowerCommand;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by (actor, bucket): {@link FollowerBucket} on the bucket's state, with a timer for what is
 * parked.
 */
public final class FanOutBucket
    extends KeyedProcessFunction<Tuple2<Long, Integer>, FollowerCommand, FanOutChunk> {

  private static final long serialVersionUID = 1L;

  private final int quantum;
  private transient FollowerBucket bucket;

  /**
   * @param quantum blocks of followers that one call handles at most
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public FanOutBucket(int quantum) {
    this.quantum = quantum;
  }

  @Override
  public void open(OpenContext openContext) {
    IdList followers = new IdList(new FlinkIdBlocks(getRuntimeContext(), "follower"));
    bucket = new FollowerBucket(followers, new FlinkParkedCommands(getRuntimeContext()), quantum);
  }

  @Override
  public void processElement(FollowerCommand command, Context context, Collector<FanOutChunk> out) {
    if (bucket.take(command, FanOutOutputs.of(out, context::output))) {
      goOnSoon(context.timerService());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<FanOutChunk> out) {
    if (bucket.run(FanOutOutputs.of(out, context::output))) {
      goOnSoon(context.timerService());
    }
  }

  /**
   * At once, but behind whatever else waits for this subtask; timers of one key at one time are
   * one.
   */
  private static void goOnSoon(TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 1);
  }
}
