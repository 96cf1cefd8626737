package io.fanfare.jobs.stats.functions;

import io.fanfare.connectors.kafka.ImmutableAvroTypeInfo;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.jobs.stats.domain.GatheredBundles;
import io.fanfare.jobs.stats.domain.GatheredCounts;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.stats.Bundle;
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
import org.apache.flink.api.common.typeinfo.Types;
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
 * <p>Nobody watches minutes that have passed, and few watch how hours, days and months grow. So
 * while events come, counts for these cells get only a part of the time: the more tracks there are,
 * the longer each one gathers, for some 45 seconds. A replay of a log then costs a row for each
 * minute of a track, and not one for each event.
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

  /** Changes that one element of the state holds. Checkpoints keep a place for each element. */
  private static final int CHANGES_AN_ELEMENT = 1_000;

  /** Counts of minutes that began earlier are late. */
  private static final long CURRENT_SECONDS = 120;

  /** Late counts that have waited longer get half of the time. */
  private static final Duration LONG = Duration.ofSeconds(45);

  /** Otherwise, while events come, they get the time of a turn divided by this in each turn. */
  private static final int PART = 16;

  /** Between two turns, barriers get through. */
  private static final long NO_PAUSE_MILLIS = 1;

  /** The longest turn, so that barriers and rows get through. */
  private static final Duration LONGEST_TURN = Duration.ofMillis(500);

  private final Duration gatherFor;
  private final Ticker ticker;

  private transient ListState<List<SubjectChange>> state;
  private transient GatheredBundles gathered;
  private transient Deque<WaitingMarker> markers;
  private transient boolean isIdle;

  /** A clock that never goes back, in ms. */
  interface Ticker extends Serializable {
    long millis();
  }

  /**
   * @param since by the ticker
   */
  private record WaitingMarker(SubjectChange marker, long since) {}

  /**
   * @param gatherFor the time between two turns while events come
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
                    "gathered", Types.LIST(new ImmutableAvroTypeInfo<>(SubjectChange.class))));
    gathered = new GatheredBundles();
    markers = new ArrayDeque<>();
    for (List<SubjectChange> changes : state.get()) {
      changes.forEach(change -> restore(change, getRuntimeContext().getTaskInfo()));
    }
    state.clear();
  }

  private void restore(SubjectChange change, TaskInfo task) {
    if (change.getChange() instanceof MarkerCopy copy) {
      if (MarkerCopies.isFor(task, copy)) {
        markers.add(new WaitingMarker(change, ticker.millis()));
      }
    } else if (change.getChange() instanceof Bundle bundle && isOwn(change, task)) {
      gather(change.getId(), bundle);
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
    scheduleTurn(gatherFor.toMillis());
  }

  private void scheduleTurn(long pauseMillis) {
    long due = getProcessingTimeService().getCurrentProcessingTime() + pauseMillis;
    var unused = getProcessingTimeService().registerTimer(due, time -> flushDue());
  }

  @Override
  public void processElement(StreamRecord<SubjectChange> record) {
    SubjectChange change = record.getValue();
    if (change.getChange() instanceof Bundle bundle) {
      isIdle = false;
      gather(change.getId(), bundle);
      while (gathered.size() >= MOST_GATHERED) {
        gathered.drainOldest(this::emit);
      }
    } else if (change.getChange() instanceof MarkerCopy && gathered.size() > 0) {
      markers.add(new WaitingMarker(change, ticker.millis()));
    } else {
      emit(change);
    }
  }

  private void gather(long track, Bundle bundle) {
    long wall = getProcessingTimeService().getCurrentProcessingTime();
    long currentFrom = TimeUnit.MILLISECONDS.toSeconds(wall) - CURRENT_SECONDS;
    gathered.add(track, bundle, currentFrom, ticker.millis());
  }

  private void flushDue() {
    // What the last checkpoint held is stored: it need not take memory until the next one.
    state.clear();
    boolean isAlone = isIdle;
    long begin = ticker.millis();
    long turn = Math.min(gatherFor.toMillis(), LONGEST_TURN.toMillis());
    drain(gathered.current(), begin + turn);
    drain(gathered.late(), ticker.millis() + turn / (isUrgent(begin) ? 1 : PART));
    releaseMarkers();
    isIdle = true;
    // While nothing comes, a pause would only keep those waiting who wait for the rest.
    scheduleTurn(isAlone && gathered.size() > 0 ? NO_PAUSE_MILLIS : gatherFor.toMillis());
  }

  /** Emits the oldest counts until a time, and those of one track at least. */
  private void drain(GatheredCounts counts, long end) {
    boolean isOver = false;
    while (counts.size() > 0 && !isOver) {
      counts.drainOldest(this::emit);
      isOver = ticker.millis() >= end;
    }
  }

  private void releaseMarkers() {
    Long oldest = gathered.oldest();
    while (!markers.isEmpty() && (oldest == null || oldest > markers.peek().since())) {
      emit(markers.remove().marker());
    }
  }

  /** While nothing comes, there is nothing to wait for either. */
  private boolean isUrgent(long now) {
    Long oldest = gathered.late().oldest();
    return isIdle || !markers.isEmpty() || (oldest != null && oldest < now - LONG.toMillis());
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
    gathered.drain(this::emit);
    releaseMarkers();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<SubjectChange> changes = new ArrayList<>();
    gathered.forEach(changes::add);
    markers.forEach(held -> changes.add(held.marker()));
    state.clear();
    for (int from = 0; from < changes.size(); from += CHANGES_AN_ELEMENT) {
      int to = Math.min(from + CHANGES_AN_ELEMENT, changes.size());
      state.add(List.copyOf(changes.subList(from, to)));
    }
  }

  private void emit(SubjectChange change) {
    output.collect(new StreamRecord<>(change));
  }
}
