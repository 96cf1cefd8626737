package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.ParkingFunction;
import io.fanfare.jobs.search.domain.OwnerRule;
import io.fanfare.jobs.search.domain.OwnerState;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.OwnerChange;
import io.fanfare.schemas.search.OwnerSweep;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by user: {@link OwnerRule} on the user's state. */
public final class DecideAtOwner extends ParkingFunction<Long, OwnerChange, DocumentChange> {

  private static final long serialVersionUID = 1L;

  /** The subtask that reads `models`. */
  private static final int READERS = 1;

  private final int quantum;
  private transient OwnerRule rule;
  private transient OwnerState owner;

  /**
   * @param quantum the most blocks of documents that one call updates
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public DecideAtOwner(int quantum) {
    super(Types.LONG);
    this.quantum = quantum;
  }

  @Override
  public void open(OpenContext openContext) {
    rule = new OwnerRule(quantum);
    owner = new FlinkOwnerState(getRuntimeContext());
  }

  @Override
  protected int senders(int parallelism) {
    return READERS;
  }

  @Override
  protected @Nullable MarkerCopy markerIn(OwnerChange change) {
    return change.getChange() instanceof MarkerCopy copy ? copy : null;
  }

  @Override
  protected boolean apply(Long user, OwnerChange change, Collector<DocumentChange> out) {
    return rule.apply(change, owner, out::collect);
  }

  @Override
  protected boolean resume(Long user, Collector<DocumentChange> out) {
    return rule.sweep(user, owner, out::collect);
  }

  @Override
  protected @Nullable Long parkedSince() {
    OwnerSweep sweep = owner.sweep();
    return sweep == null ? null : sweep.getSince();
  }

  @Override
  protected void forward(HeldMarker marker, Collector<DocumentChange> out) {
    int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    DocumentMarkers.of(marker.getId(), marker.getVersion(), parallelism).forEach(out::collect);
  }
}
