package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.ActorChanges;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.schemas.dashboard.Cause;
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
  public List<ActorChange> of(ModelBroadcast change, long version) {
    return ActorChanges.of(change, version);
  }

  @Override
  public List<ActorChange> of(StrayEntry stray, long version) {
    return ActorChanges.of(stray, version);
  }

  @Override
  public List<ActorChange> of(Marker marker, long version) {
    List<Long> actors = SubtaskKeys.of(parallelism, actor -> actor);
    return MarkerCopies.of(marker.getId(), version, parallelism).stream()
        .map(copy -> new ActorChange(actors.get(copy.getSubtask()), version, Cause.REPAIR, copy))
        .toList();
  }
}
