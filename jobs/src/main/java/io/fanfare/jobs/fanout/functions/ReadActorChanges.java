package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.ActorChanges;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.progress.Marker;
import java.util.List;

/** Reads {@link ActorChanges} from `models`, and makes copies of markers among them. */
public final class ReadActorChanges implements ReadModels.Reading<ActorChange> {

  private static final long serialVersionUID = 1L;

  private final int parallelism;

  /**
   * @param parallelism of the operator that is keyed by actor
   */
  public ReadActorChanges(int parallelism) {
    this.parallelism = parallelism;
  }

  @Override
  public List<ActorChange> of(ModelBroadcast change, Stamp stamp) {
    return ActorChanges.of(change, stamp);
  }

  @Override
  public List<ActorChange> of(StrayEntry stray, Stamp stamp) {
    return ActorChanges.of(stray, stamp);
  }

  @Override
  public List<ActorChange> of(Marker marker, Stamp stamp) {
    List<Long> actors = SubtaskKeys.of(parallelism, actor -> actor);
    return MarkerCopies.of(marker.getId(), stamp.version(), parallelism).stream()
        .map(copy -> ActorChanges.of(actors.get(copy.getSubtask()), copy, stamp))
        .toList();
  }
}
