package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.TrackChange;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stats make of `models`: whose the tracks are. */
public final class ReadOwners implements ReadModels.Reading<TrackChange> {

  private static final long serialVersionUID = 1L;

  public static final Set<Model> MODELS = Set.of(Model.TRACK);

  @Override
  public List<TrackChange> of(ModelBroadcast change, long version) {
    if (change.getAfter() instanceof Track track) {
      return List.of(owner(track, track.getUserId(), change.getRefresh()));
    }
    return change.getBefore() instanceof Track track
        ? List.of(owner(track, null, change.getRefresh()))
        : List.of();
  }

  private static TrackChange owner(Track track, @Nullable Long owner, boolean refresh) {
    return new TrackChange(track.getId(), new OwnerChange(owner, refresh));
  }
}
