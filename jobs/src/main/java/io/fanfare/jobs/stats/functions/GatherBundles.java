package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.jobs.stats.domain.FlushPace;
import io.fanfare.jobs.stats.domain.GatheredCounts;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.SubjectChange;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers the bundles of all subtasks, at the key of their track: a bundle costs a read and a write
 * for each of its buckets, however many events are in them. Passes all other changes on at once.
 *
 * <p>Nobody watches minutes that have passed. So while events come, their counts get only a part of
 * the time: the more tracks there are, the longer each one gathers, up to 45 seconds. A replay of a
 * log then costs a row for each minute of a track, and not one for each event.
 *
 * <p>A checkpoint holds what is gathered. If it were flushed before each barrier instead, a
 * checkpoint would cost as many rows as there are minutes, and the next one would begin when this
 * one ends.
 */
public final class GatherBundles extends AbstractStreamOperator<SubjectChange>
    implements OneInputStreamOperator<SubjectChange, SubjectChange> {

  private static final long serialVersionUID = 1L;

  /** Bounds the memory, to about 100 MB. */
  private static final int MOST_GATHERED = 1_600_000;

  /** Counts of minutes that began earlier are late. */
  private static final long CURRENT_SECONDS = 120;

  /** The longest that late counts wait, whatever it costs. */
  private static final Duration LONGEST = Duration.ofSeconds(45);

  /** Late counts get this part of the time while events come. */
  private static final int PART = 4;

  private final Duration gatherFor;
  private final Clock clock;

  private transient ListState<SubjectChange> state;
  private transient GatheredCounts current;
  private transient GatheredCounts late;
  private transient FlushPace pace;
  private transient boolean isIdle;

  /**
   * @param gatherFor how long counts wait at least
   */
  public GatherBundles(Duration gatherFor) {
    this(gatherFor, Clock.systemUTC());
  }

  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
  GatherBundles(Duration gatherFor, Clock clock) {
    this.gatherFor = gatherFor;
    this.clock = clock;
  }

  /** Every subtask reads the list of all subtasks and takes the tracks that are its own now. */
  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("gathered", new AvroTypeInfo<>(SubjectChange.class)));
    current = new GatheredCounts();
    late = new GatheredCounts();
    pace = new FlushPace(1, LONGEST);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (SubjectChange change : state.get()) {
      int subtask =
          SubtaskKeys.subtaskOf(
              CountAtSubject.subjectOf(change), task.getNumberOfParallelSubtasks());
      if (subtask == task.getIndexOfThisSubtask() && change.getChange() instanceof Bundle bundle) {
        gather(change.getId(), bundle);
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    long millis = gatherFor.toMillis();
    var unused =
        getProcessingTimeService().scheduleWithFixedDelay(due -> flushDue(), millis, millis);
  }

  @Override
  public void processElement(StreamRecord<SubjectChange> record) {
    SubjectChange change = record.getValue();
    if (change.getChange() instanceof Bundle bundle) {
      isIdle = false;
      gather(change.getId(), bundle);
      while (current.size() + late.size() >= MOST_GATHERED) {
        (late.size() > 0 ? late : current).drainOldest(this::emit);
      }
    } else {
      emit(change);
    }
  }

  private void gather(long track, Bundle bundle) {
    long now = clock.millis();
    for (MinuteCounts each : bundle.getMinutes()) {
      boolean isLate = each.getMinute() < TimeUnit.MILLISECONDS.toSeconds(now) - CURRENT_SECONDS;
      (isLate ? late : current)
          .add(bundle.getKind(), track, each.getMinute(), sum -> sum.add(each.getCounts()), now);
    }
  }

  private void flushDue() {
    long begin = clock.millis();
    if (pace.isDue(begin)) {
      current.drain(this::emit);
      pace.flushed(begin, clock.millis());
    }
    // While nothing comes, there is nothing to wait for.
    long share = isIdle ? LONGEST.toMillis() : gatherFor.toMillis() / PART;
    long end = clock.millis() + share;
    while (late.size() > 0 && (clock.millis() < end || isOverdue(begin))) {
      late.drainOldest(this::emit);
    }
    isIdle = true;
  }

  private boolean isOverdue(long now) {
    Long oldest = late.oldest();
    return oldest != null && oldest < now - LONGEST.toMillis();
  }

  /** After the last watermark downstream timers may never fire again, so flushes first. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void finish() {
    flush();
  }

  private void flush() {
    late.drain(this::emit);
    current.drain(this::emit);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<SubjectChange> gathered = new ArrayList<>();
    current.forEach(gathered::add);
    late.forEach(gathered::add);
    state.update(gathered);
  }

  private void emit(SubjectChange change) {
    output.collect(new StreamRecord<>(change));
  }
}
