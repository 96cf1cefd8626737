package io.fanfare.jobs.fanout.domain;

import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.fanout.ActivityChange;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.fanout.FollowChange;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Sounds;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.progress.MarkerCopy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a record of `models` makes to actors. Every row that decides about entries names
 * its actor.
 */
public final class ActorChanges {

  /** The models whose rows name an actor. */
  public static final Set<Model> MODELS =
      Set.of(Model.TRACK, Model.TRACK_REPOST, Model.PLAYLIST, Model.PLAYLIST_REPOST, Model.FOLLOW);

  private ActorChanges() {}

  public static List<ActorChange> of(ModelBroadcast change, Stamp stamp) {
    boolean exists = change.getAfter() != null;
    Object row = exists ? change.getAfter() : change.getBefore();
    Cause cause = cause(change);
    if (row instanceof Track || row instanceof Playlist) {
      return ofSound(row, exists, change.getBefore(), stamp, cause);
    }
    if (row instanceof Follow follow) {
      var following = new FollowChange(follow.getFollowerId(), exists);
      return List.of(change(follow.getFolloweeId(), stamp, cause, following));
    }
    if (row instanceof TrackRepost repost) {
      Long time = exists ? repost.getCreatedAt() : null;
      var activity = new ActivityChange(ActivityKind.TRACK_REPOST, repost.getTrackId(), time);
      return List.of(change(repost.getUserId(), stamp, cause, activity));
    }
    if (row instanceof PlaylistRepost repost) {
      Long time = exists ? repost.getCreatedAt() : null;
      var activity = new ActivityChange(ActivityKind.PLAYLIST_REPOST, repost.getPlaylistId(), time);
      return List.of(change(repost.getUserId(), stamp, cause, activity));
    }
    return List.of();
  }

  /**
   * A sound that changes its owner concerns both: the former owner's key retracts it by its own
   * state.
   */
  private static List<ActorChange> ofSound(
      Object row, boolean exists, @Nullable Object before, Stamp stamp, Cause cause) {
    Sound sound = sound(row);
    Long liveSince = exists ? sound.liveSince() : null;
    ActorChange ofOwner = change(sound.ownerId(), stamp, cause, publishing(row, liveSince));
    if (before != null && sound(before).ownerId() != sound.ownerId()) {
      ActivityChange gone = publishing(row, null);
      return List.of(change(sound(before).ownerId(), stamp, cause, gone), ofOwner);
    }
    return List.of(ofOwner);
  }

  private static Sound sound(Object row) {
    return row instanceof Track track ? Sounds.of(track) : Sounds.of((Playlist) row);
  }

  private static ActivityChange publishing(Object row, @Nullable Long liveSince) {
    return row instanceof Track track
        ? new ActivityChange(ActivityKind.TRACK, track.getId(), liveSince)
        : new ActivityChange(ActivityKind.PLAYLIST, ((Playlist) row).getId(), liveSince);
  }

  /** A stray entry goes to the key that decides about it. */
  public static List<ActorChange> of(StrayEntry stray, Stamp stamp) {
    return List.of(change(stray.getActivity().getActorId(), stamp, Cause.REPAIR, stray));
  }

  /** A copy of a marker, for the subtask that has this actor's key. */
  public static ActorChange of(long actorId, MarkerCopy copy, Stamp stamp) {
    return change(actorId, stamp, Cause.REPAIR, copy);
  }

  private static ActorChange change(long actorId, Stamp stamp, Cause cause, Object change) {
    return new ActorChange(actorId, stamp.version(), stamp.time(), cause, change);
  }

  private static Cause cause(ModelBroadcast change) {
    if (change.getRefresh()) {
      return Cause.REPAIR;
    }
    return change.getSnapshot() ? Cause.REBUILD : Cause.LIVE;
  }
}
