package io.fanfare.jobs.stats.functions;

import io.fanfare.connectors.kafka.ImmutableAvroTypeInfo;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.jobs.stats.domain.FlushPace;
import io.fanfare.jobs.stats.domain.GatheredCounts;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.SubjectChange;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers the bundles of all subtasks, at the key of their track: a bundle costs a read and a write
 * for each of its buckets, however many events are in them. Passes rows on at once, and a marker
 * when all counts that came before it are emitted.
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
  private final Ticker ticker;

  private transient ListState<SubjectChange> state;
  private transient GatheredCounts current;
  private transient GatheredCounts late;
  private transient Deque<HeldMarker> markers;
  private transient FlushPace pace;
  private transient boolean isIdle;

  /** A clock that never goes back, in ms. */
  interface Ticker extends Serializable {
    long millis();
  }

  /**
   * @param since by the ticker
   */
  private record HeldMarker(SubjectChange marker, long since) {}

  /**
   * @param gatherFor how long counts wait at least
   */
  public GatherBundles(Duration gatherFor) {
    this(gatherFor, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
  GatherBundles(Duration gatherFor, Ticker ticker) {
    this.gatherFor = gatherFor;
    this.ticker = ticker;
  }

  /** Every subtask reads the list of all subtasks and takes the tracks that are its own now. */
  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "gathered", new ImmutableAvroTypeInfo<>(SubjectChange.class)));
    current = new GatheredCounts();
    late = new GatheredCounts();
    markers = new ArrayDeque<>();
    pace = new FlushPace(1, LONGEST);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (SubjectChange change : state.get()) {
      if (change.getChange() instanceof MarkerCopy copy) {
        if (MarkerCopies.isFor(task, copy)) {
          markers.add(new HeldMarker(change, ticker.millis()));
        }
      } else if (change.getChange() instanceof Bundle bundle && isOwn(change, task)) {
        gather(change.getId(), bundle);
      }
    }
  }

  private static boolean isOwn(SubjectChange change, TaskInfo task) {
    return SubtaskKeys.subtaskOf(
            CountAtSubject.subjectOf(change), task.getNumberOfParallelSubtasks())
        == task.getIndexOfThisSubtask();
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
    } else if (change.getChange() instanceof MarkerCopy && isAnythingGathered()) {
      markers.add(new HeldMarker(change, ticker.millis()));
    } else {
      emit(change);
    }
  }

  private boolean isAnythingGathered() {
    return current.size() + late.size() > 0;
  }

  private void gather(long track, Bundle bundle) {
    long now = ticker.millis();
    long wall = getProcessingTimeService().getCurrentProcessingTime();
    for (MinuteCounts each : bundle.getMinutes()) {
      boolean isLate = each.getMinute() < TimeUnit.MILLISECONDS.toSeconds(wall) - CURRENT_SECONDS;
      (isLate ? late : current)
          .add(bundle.getKind(), track, each.getMinute(), sum -> sum.add(each.getCounts()), now);
    }
  }

  private void flushDue() {
    long begin = ticker.millis();
    if (pace.isDue(begin)) {
      current.drain(this::emit);
      pace.flushed(begin, ticker.millis());
    }
    // While nothing comes, there is nothing to wait for.
    boolean isUrgent = isIdle || !markers.isEmpty();
    long end = ticker.millis() + gatherFor.toMillis() * (isUrgent ? PART : 1) / PART;
    while (late.size() > 0 && (ticker.millis() < end || isOverdue(begin))) {
      late.drainOldest(this::emit);
    }
    releaseMarkers();
    isIdle = true;
  }

  private void releaseMarkers() {
    while (!markers.isEmpty()
        && isBehind(markers.peek(), current)
        && isBehind(markers.peek(), late)) {
      emit(markers.remove().marker());
    }
  }

  private static boolean isBehind(HeldMarker marker, GatheredCounts counts) {
    Long oldest = counts.oldest();
    return oldest == null || oldest > marker.since();
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
    releaseMarkers();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<SubjectChange> gathered = new ArrayList<>();
    current.forEach(gathered::add);
    late.forEach(gathered::add);
    markers.forEach(held -> gathered.add(held.marker()));
    state.update(gathered);
  }

  private void emit(SubjectChange change) {
    output.collect(new StreamRecord<>(change));
  }
}
