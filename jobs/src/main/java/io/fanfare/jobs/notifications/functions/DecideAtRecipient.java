package io.fanfare.jobs.notifications.functions;

import io.fanfare.jobs.notifications.domain.Effects;
import io.fanfare.jobs.notifications.domain.RecipientRule;
import io.fanfare.jobs.notifications.domain.RecipientState;
import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.SettingsPosition;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by recipient: {@link RecipientRule} on the recipient's state. Emits messages; outcomes are
 * a side output.
 */
public final class DecideAtRecipient
    extends KeyedProcessFunction<Long, RecipientChange, Notification>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  public static final OutputTag<Outcome> OUTCOMES =
      new OutputTag<>("outcomes", new AvroTypeInfo<>(Outcome.class));

  private static final long MICROS_PER_MILLI = 1_000;

  private final int mostPerHour;
  private transient RecipientRule rule;
  private transient RecipientState recipient;
  private transient DecisionCounts counts;
  private transient @Nullable ListState<Long> positionState;

  /** All settings up to this version have been read. */
  private transient long settingsVersion;

  /**
   * @param mostPerHour as in {@link RecipientRule}
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public DecideAtRecipient(int mostPerHour) {
    this.mostPerHour = mostPerHour;
  }

  /**
   * The reader of settings sends each subtask the same positions, and barriers come behind them. So
   * the positions of all subtasks in a checkpoint are one; if they are not, the lowest is right.
   */
  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    JobEnvironment.requireParallelism(getRuntimeContext());
    positionState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("settings-version", LongSerializer.INSTANCE));
    OptionalLong lowest =
        StreamSupport.stream(positionState.get().spliterator(), false)
            .mapToLong(version -> version)
            .min();
    settingsVersion = lowest.orElse(0);
  }

  @Override
  public void open(OpenContext openContext) {
    rule = new RecipientRule(mostPerHour);
    recipient = new FlinkRecipientState(getRuntimeContext());
    counts = new DecisionCounts(JobMetrics.of(getRuntimeContext()));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Objects.requireNonNull(positionState, "initialized").update(List.of(settingsVersion));
  }

  @Override
  public void processElement(RecipientChange change, Context context, Collector<Notification> out) {
    if (change.getChange() instanceof SettingsPosition) {
      settingsVersion = Math.max(settingsVersion, change.getVersion());
      return;
    }
    long now = Micros.ofMillis(context.timerService().currentProcessingTime());
    rule.apply(change, recipient, settingsVersion, now, effects(context, out));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Notification> out) {
    // A timer's own time falls behind when many fire; the clock may be behind the timer's time.
    long millis = Math.max(timestamp, context.timerService().currentProcessingTime());
    rule.wake(
        context.getCurrentKey(),
        recipient,
        settingsVersion,
        Micros.ofMillis(millis),
        effects(context, out));
  }

  private Effects effects(Context context, Collector<Notification> out) {
    TimerService timers = context.timerService();
    return new Effects() {
      @Override
      public void message(Notification message) {
        counts.count(message);
        out.collect(message);
      }

      @Override
      public void outcome(Outcome outcome) {
        counts.count(outcome);
        context.output(OUTCOMES, outcome);
      }

      @Override
      public void wake(long time) {
        timers.registerProcessingTimeTimer(-Math.floorDiv(-time, MICROS_PER_MILLI));
      }
    };
  }
}
