package io.fanfare.jobs.closeness.functions;

import io.fanfare.jobs.closeness.domain.ObjectChanges;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.progress.MarkerCopy;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;

/** Reads {@link ObjectChanges} from `models`, and makes copies of markers among them. */
public final class ReadObjectChanges implements ReadModels.Reading<ObjectChange> {

  private static final long serialVersionUID = 1L;

  private final int parallelism;

  /**
   * @param parallelism of the operator that is keyed by object
   */
  public ReadObjectChanges(int parallelism) {
    this.parallelism = parallelism;
  }

  /**
   * The key of an object. The kind is its place in the enum, to which constants are only ever
   * added: an enum's hash code differs between processes.
   */
  public static Tuple2<Integer, Long> objectOf(ObjectChange change) {
    return Tuple2.of(change.getObjectKind().ordinal(), change.getObjectId());
  }

  @Override
  public List<ObjectChange> of(ModelBroadcast change, Stamp stamp) {
    return ObjectChanges.of(change, stamp.version());
  }

  @Override
  public List<ObjectChange> of(StrayInteraction stray, Stamp stamp) {
    return ObjectChanges.of(stray, stamp.version());
  }

  @Override
  public List<ObjectChange> of(Marker marker, Stamp stamp) {
    List<Tuple2<Integer, Long>> objects =
        SubtaskKeys.of(parallelism, id -> Tuple2.of(ObjectKind.TRACK.ordinal(), id));
    return MarkerCopies.of(marker.getId(), stamp.version(), parallelism).stream()
        .map(copy -> ofTrack(objects.get(copy.getSubtask()).f1, copy))
        .toList();
  }

  private static ObjectChange ofTrack(long track, MarkerCopy copy) {
    return new ObjectChange(ObjectKind.TRACK, track, copy.getVersion(), false, copy);
  }
}
