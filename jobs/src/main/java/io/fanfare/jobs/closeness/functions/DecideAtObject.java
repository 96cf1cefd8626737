package io.fanfare.jobs.closeness.functions;

import io.fanfare.jobs.closeness.domain.ObjectRule;
import io.fanfare.jobs.closeness.domain.ObjectState;
import io.fanfare.jobs.runtime.ParkingFunction;
import io.fanfare.jobs.runtime.PassedMarkers;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.closeness.Sweep;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.progress.Views;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by track or playlist: {@link ObjectRule} on the object's state. */
public final class DecideAtObject
    extends ParkingFunction<Tuple2<Integer, Long>, ObjectChange, ClosenessChunk> {

  private static final long serialVersionUID = 1L;

  /** The subtask that reads `models`. */
  private static final int READERS = 1;

  /** The chunk that carries a marker. */
  private static final ClosenessChunk NOTHING =
      new ClosenessChunk(
          ClosenessOperation.ADD,
          0L,
          ObjectKind.TRACK,
          0L,
          InteractionKind.TRACK_LIKE,
          0L,
          List.of(),
          null);

  private final int quantum;
  private transient ObjectRule rule;
  private transient ObjectState object;

  /**
   * @param quantum blocks of interactions that one call moves at most
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public DecideAtObject(int quantum) {
    super(Types.TUPLE(Types.INT, Types.LONG));
    this.quantum = quantum;
  }

  @Override
  public void open(OpenContext openContext) {
    rule = new ObjectRule(quantum);
    object = new FlinkObjectState(getRuntimeContext());
  }

  @Override
  protected int senders(int parallelism) {
    return READERS;
  }

  @Override
  protected @Nullable MarkerCopy markerIn(ObjectChange change) {
    return change.getChange() instanceof MarkerCopy copy ? copy : null;
  }

  @Override
  protected boolean apply(
      Tuple2<Integer, Long> key, ObjectChange change, Collector<ClosenessChunk> out) {
    return rule.apply(change, object, out::collect);
  }

  @Override
  protected boolean resume(Tuple2<Integer, Long> key, Collector<ClosenessChunk> out) {
    return rule.sweep(object, out::collect);
  }

  @Override
  protected @Nullable Long parkedSince() {
    Sweep sweep = object.sweep();
    return sweep == null ? null : sweep.getSince();
  }

  @Override
  protected void forward(HeldMarker marker, Collector<ClosenessChunk> out) {
    out.collect(
        ClosenessChunk.newBuilder(NOTHING)
            .setVersion(marker.getVersion())
            .setMarker(
                PassedMarkers.of(
                    Views.CLOSENESS, marker, "object", getRuntimeContext().getTaskInfo()))
            .build());
  }
}
