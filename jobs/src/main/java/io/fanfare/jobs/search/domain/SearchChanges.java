package io.fanfare.jobs.search.domain;

import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistLike;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.CountChange;
import io.fanfare.schemas.search.Counted;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.OwnedChange;
import io.fanfare.schemas.search.OwnerChange;
import io.fanfare.schemas.search.OwnerNames;
import io.fanfare.schemas.search.RowChange;
import io.fanfare.schemas.search.UserChange;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The documents and the owners that a change of a row concerns. Every row that a document shows or
 * counts names the document, except its owner's row: only the owner's key knows what the user owns.
 *
 * @param documents changes at the keys of documents
 * @param owners changes at the keys of owners
 */
public record SearchChanges(List<DocumentChange> documents, List<OwnerChange> owners) {

  /** The models whose rows documents are made of. */
  public static final Set<Model> MODELS =
      Set.of(
          Model.USER,
          Model.TRACK,
          Model.PLAYLIST,
          Model.FOLLOW,
          Model.TRACK_LIKE,
          Model.PLAYLIST_LIKE,
          Model.TRACK_REPOST,
          Model.PLAYLIST_REPOST,
          Model.COMMENT);

  private static final SearchChanges NONE = new SearchChanges(List.of(), List.of());

  public static SearchChanges of(ModelBroadcast change, long version) {
    Object row = change.getAfter() != null ? change.getAfter() : change.getBefore();
    Reading reading = new Reading(change, version);
    if (row instanceof User user) {
      return reading.user(user);
    }
    if (row instanceof Track track) {
      Long former = change.getBefore() instanceof Track before ? before.getUserId() : null;
      return reading.sound(DocumentKind.TRACK, track.getId(), track.getUserId(), former);
    }
    if (row instanceof Playlist playlist) {
      Long former = change.getBefore() instanceof Playlist before ? before.getUserId() : null;
      return reading.sound(DocumentKind.PLAYLIST, playlist.getId(), playlist.getUserId(), former);
    }
    if (row instanceof Comment comment) {
      return reading.comment(comment);
    }
    return counted(row, reading);
  }

  private static SearchChanges counted(@Nullable Object row, Reading reading) {
    if (row instanceof Follow follow) {
      return reading.counted(
          DocumentKind.USER, follow.getFolloweeId(), Counted.FOLLOWER, follow.getFollowerId());
    }
    if (row instanceof TrackLike like) {
      return reading.counted(DocumentKind.TRACK, like.getTrackId(), Counted.LIKE, like.getUserId());
    }
    if (row instanceof TrackRepost repost) {
      return reading.counted(
          DocumentKind.TRACK, repost.getTrackId(), Counted.REPOST, repost.getUserId());
    }
    if (row instanceof PlaylistLike like) {
      return reading.counted(
          DocumentKind.PLAYLIST, like.getPlaylistId(), Counted.LIKE, like.getUserId());
    }
    if (row instanceof PlaylistRepost repost) {
      return reading.counted(
          DocumentKind.PLAYLIST, repost.getPlaylistId(), Counted.REPOST, repost.getUserId());
    }
    return NONE;
  }

  /** One record of the log. */
  private record Reading(ModelBroadcast change, long version) {

    private boolean exists() {
      return change.getAfter() != null;
    }

    SearchChanges user(User user) {
      OwnerNames names = exists() ? new OwnerNames(user.getUsername(), user.getFullName()) : null;
      return new SearchChanges(
          List.of(row(DocumentKind.USER, user.getId())),
          List.of(owner(user.getId(), new UserChange(names))));
    }

    /**
     * A sound that changes its owner concerns both owners: the former one's key forgets it, and the
     * new one's key sends it the owner's row from then on.
     */
    SearchChanges sound(DocumentKind kind, long id, long owner, @Nullable Long former) {
      boolean moved = exists() && (former == null || former != owner);
      OwnerChange ofOwner = owner(owner, new OwnedChange(kind, id, exists(), moved));
      List<OwnerChange> owners =
          former == null || former == owner
              ? List.of(ofOwner)
              : List.of(owner(former, new OwnedChange(kind, id, false, false)), ofOwner);
      return new SearchChanges(List.of(row(kind, id)), owners);
    }

    /** A comment that changes its track concerns both tracks. */
    SearchChanges comment(Comment comment) {
      DocumentChange there = count(comment.getTrackId(), comment.getId(), exists());
      if (change.getBefore() instanceof Comment before
          && before.getTrackId() != comment.getTrackId()) {
        DocumentChange gone = count(before.getTrackId(), comment.getId(), false);
        return new SearchChanges(List.of(gone, there), List.of());
      }
      return new SearchChanges(List.of(there), List.of());
    }

    SearchChanges counted(DocumentKind kind, long document, Counted counted, long id) {
      return new SearchChanges(
          List.of(document(kind, document, new CountChange(counted, id, exists()))), List.of());
    }

    private DocumentChange count(long track, long comment, boolean exists) {
      return document(DocumentKind.TRACK, track, new CountChange(Counted.COMMENT, comment, exists));
    }

    private DocumentChange row(DocumentKind kind, long id) {
      return document(kind, id, new RowChange(change.getAfter()));
    }

    private DocumentChange document(DocumentKind kind, long id, SpecificRecord what) {
      return new DocumentChange(kind, id, version, change.getRefresh(), what);
    }

    private OwnerChange owner(long user, SpecificRecord what) {
      return new OwnerChange(user, version, change.getRefresh(), what);
    }
  }
}
