package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.ActorRule;
import io.fanfare.jobs.fanout.domain.ActorState;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.fanout.ActorChange;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by actor: {@link ActorRule} on the actor's state. */
public final class DecideAtActor extends KeyedProcessFunction<Long, ActorChange, FanOutChunk> {

  private static final long serialVersionUID = 1L;

  private final int mostOwnFollowers;
  private transient ActorRule rule;
  private transient ActorState actor;

  /**
   * @param mostOwnFollowers followers that stay in the actor's own state
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public DecideAtActor(int mostOwnFollowers) {
    this.mostOwnFollowers = mostOwnFollowers;
  }

  @Override
  public void open(OpenContext openContext) {
    rule = new ActorRule(mostOwnFollowers);
    actor = new FlinkActorState(getRuntimeContext());
  }

  @Override
  public void processElement(ActorChange change, Context context, Collector<FanOutChunk> out) {
    rule.apply(change, actor, FanOutOutputs.of(out, context::output));
  }
}
