package io.fanfare.jobs.closeness.domain;

import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.InteractionChange;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.closeness.OwnerChange;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistLike;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a record of `models` makes to objects. Every row that decides about closeness
 * names its track or playlist.
 */
public final class ObjectChanges {

  /** The models whose rows name a track or playlist. */
  public static final Set<Model> MODELS =
      Set.of(
          Model.TRACK,
          Model.PLAYLIST,
          Model.TRACK_LIKE,
          Model.PLAYLIST_LIKE,
          Model.TRACK_REPOST,
          Model.PLAYLIST_REPOST,
          Model.COMMENT);

  private ObjectChanges() {}

  public static List<ObjectChange> of(ModelBroadcast change, long version) {
    Object row = change.getAfter() != null ? change.getAfter() : change.getBefore();
    Reading reading = new Reading(change, version);
    if (row instanceof Track track) {
      Long former = change.getBefore() instanceof Track old ? old.getUserId() : null;
      return reading.owner(ObjectKind.TRACK, track.getId(), track.getUserId(), former);
    }
    if (row instanceof Playlist playlist) {
      Long former = change.getBefore() instanceof Playlist old ? old.getUserId() : null;
      return reading.owner(ObjectKind.PLAYLIST, playlist.getId(), playlist.getUserId(), former);
    }
    if (row instanceof TrackLike like) {
      return reading.ofTrack(InteractionKind.TRACK_LIKE, like.getUserId(), like.getTrackId());
    }
    if (row instanceof TrackRepost repost) {
      return reading.ofTrack(InteractionKind.TRACK_REPOST, repost.getUserId(), repost.getTrackId());
    }
    if (row instanceof PlaylistLike like) {
      return reading.ofPlaylist(
          InteractionKind.PLAYLIST_LIKE, like.getUserId(), like.getPlaylistId());
    }
    if (row instanceof PlaylistRepost repost) {
      return reading.ofPlaylist(
          InteractionKind.PLAYLIST_REPOST, repost.getUserId(), repost.getPlaylistId());
    }
    return row instanceof Comment comment ? reading.comment(comment) : List.of();
  }

  /** A stray row goes to the key that decides about it. */
  public static List<ObjectChange> of(StrayInteraction stray, long version) {
    ObjectKind kind =
        switch (stray.getKind()) {
          case TRACK_LIKE, TRACK_REPOST, COMMENT -> ObjectKind.TRACK;
          case PLAYLIST_LIKE, PLAYLIST_REPOST -> ObjectKind.PLAYLIST;
        };
    return List.of(new ObjectChange(kind, stray.getObjectId(), version, true, stray));
  }

  /** One record of the log. */
  private record Reading(ModelBroadcast change, long version) {

    private boolean exists() {
      return change.getAfter() != null;
    }

    List<ObjectChange> owner(ObjectKind kind, long id, long owner, @Nullable Long former) {
      return List.of(
          ofObject(kind, id, new OwnerChange(exists() ? owner : null, ifRefresh(former))));
    }

    List<ObjectChange> ofTrack(InteractionKind kind, long user, long track) {
      return List.of(interaction(ObjectKind.TRACK, track, kind, new Interaction(user, 0L)));
    }

    List<ObjectChange> ofPlaylist(InteractionKind kind, long user, long playlist) {
      return List.of(interaction(ObjectKind.PLAYLIST, playlist, kind, new Interaction(user, 0L)));
    }

    /**
     * A comment that changes its track concerns both: the former track's key removes it by its own
     * state.
     */
    List<ObjectChange> comment(Comment comment) {
      Comment former = change.getBefore() instanceof Comment old ? old : comment;
      if (former.getTrackId() == comment.getTrackId()) {
        return List.of(comment(comment, exists(), former.getUserId()));
      }
      return List.of(
          comment(former, false, former.getUserId()),
          comment(comment, exists(), former.getUserId()));
    }

    private ObjectChange comment(Comment comment, boolean exists, long former) {
      return ofObject(
          ObjectKind.TRACK,
          comment.getTrackId(),
          new InteractionChange(
              InteractionKind.COMMENT,
              new Interaction(comment.getUserId(), comment.getId()),
              exists,
              ifRefresh(former)));
    }

    private ObjectChange interaction(
        ObjectKind objectKind, long object, InteractionKind kind, Interaction interaction) {
      return ofObject(objectKind, object, new InteractionChange(kind, interaction, exists(), null));
    }

    private ObjectChange ofObject(ObjectKind kind, long id, Object what) {
      return new ObjectChange(kind, id, version, change.getRefresh(), what);
    }

    /** A key takes back what it gave by its state; a repair also takes back what `before` has. */
    private @Nullable Long ifRefresh(@Nullable Long former) {
      return change.getRefresh() ? former : null;
    }
  }
}
