package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.jobs.stats.domain.Rebuild;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.RowChange;
import io.fanfare.schemas.stats.RowKey;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.SubjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.java.tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/** Reads from `models` the owners of subjects, the rows to count, and markers. */
public final class ReadSubjectChanges implements ReadModels.Reading<SubjectChange> {

  private static final long serialVersionUID = 1L;

  public static final Set<Model> MODELS =
      Set.of(
          Model.TRACK,
          Model.USER,
          Model.TRACK_LIKE,
          Model.TRACK_REPOST,
          Model.COMMENT,
          Model.FOLLOW);

  private final int parallelism;
  private final boolean passesMarkers;

  /** A row, and the subject that counts it. */
  private record Counted(SubjectKind subject, long id, RowKey row, @Nullable Long minute) {}

  /**
   * @param parallelism of the operator that receives the changes
   * @param rebuild one from the log passes no markers: its end is the proof, and a marker that
   *     waits for a write needs a retry, which the end of the input does not allow
   */
  public ReadSubjectChanges(int parallelism, Rebuild rebuild) {
    this.parallelism = parallelism;
    this.passesMarkers = rebuild != Rebuild.LOG;
  }

  @Override
  public List<SubjectChange> of(ModelBroadcast change, Stamp stamp) {
    if (change.getAfter() instanceof Track track) {
      return owner(SubjectKind.TRACK, track.getId(), track.getUserId(), change, stamp);
    }
    if (change.getBefore() instanceof Track track) {
      return owner(SubjectKind.TRACK, track.getId(), null, change, stamp);
    }
    if (change.getAfter() instanceof User user) {
      // A user has no other owner; but a refresh stores all their cells again.
      return change.getRefresh()
          ? owner(SubjectKind.USER, user.getId(), user.getId(), change, stamp)
          : List.of();
    }
    return rows(change, stamp);
  }

  @Override
  public List<SubjectChange> of(Marker marker, Stamp stamp) {
    if (!passesMarkers) {
      return List.of();
    }
    List<Long> tracks =
        SubtaskKeys.of(parallelism, id -> Tuple2.of(SubjectKind.TRACK.ordinal(), id)).stream()
            .map(key -> key.f1)
            .toList();
    List<SubjectChange> copies = new ArrayList<>();
    for (MarkerCopy copy : MarkerCopies.of(marker.getId(), stamp.version(), parallelism)) {
      copies.add(new SubjectChange(SubjectKind.TRACK, tracks.get(copy.getSubtask()), copy));
    }
    return copies;
  }

  private static List<SubjectChange> owner(
      SubjectKind subject, long id, @Nullable Long owner, ModelBroadcast change, Stamp stamp) {
    OwnerChange of = new OwnerChange(owner, stamp.version(), change.getRefresh(), stamp.time());
    return List.of(new SubjectChange(subject, id, of));
  }

  /** A row that moves to another subject, as a comment may, changes both subjects. */
  private static List<SubjectChange> rows(ModelBroadcast change, Stamp stamp) {
    Counted before = counted(change.getBefore());
    Counted after = counted(change.getAfter());
    List<SubjectChange> changes = new ArrayList<>();
    boolean isSame = before != null && after != null && before.id() == after.id();
    if (before != null && !isSame) {
      changes.add(change(before, null, before.minute(), stamp, change.getRefresh()));
    }
    if (after != null) {
      Long minuteBefore = isSame && before != null ? before.minute() : null;
      changes.add(change(after, after.minute(), minuteBefore, stamp, change.getRefresh()));
    }
    return changes;
  }

  private static SubjectChange change(
      Counted counted,
      @Nullable Long minute,
      @Nullable Long minuteBefore,
      Stamp stamp,
      boolean isRefresh) {
    return new SubjectChange(
        counted.subject(),
        counted.id(),
        new RowChange(
            counted.row(), minute, minuteBefore, stamp.version(), isRefresh, stamp.time()));
  }

  private static @Nullable Counted counted(@Nullable Object row) {
    if (row instanceof TrackLike like) {
      return ofTrack(like.getTrackId(), StatKind.LIKE, like.getUserId(), like.getCreatedAt());
    }
    if (row instanceof TrackRepost repost) {
      return ofTrack(
          repost.getTrackId(), StatKind.REPOST, repost.getUserId(), repost.getCreatedAt());
    }
    if (row instanceof Comment comment) {
      return ofTrack(
          comment.getTrackId(), StatKind.COMMENT, comment.getId(), comment.getCreatedAt());
    }
    if (row instanceof Follow follow) {
      RowKey key = new RowKey(StatKind.FOLLOW, follow.getFollowerId());
      return new Counted(
          SubjectKind.USER, follow.getFolloweeId(), key, minute(follow.getCreatedAt()));
    }
    return null;
  }

  private static Counted ofTrack(long track, StatKind kind, long id, @Nullable Long createdAt) {
    return new Counted(SubjectKind.TRACK, track, new RowKey(kind, id), minute(createdAt));
  }

  /**
   * @param createdAt µs since the epoch
   */
  private static @Nullable Long minute(@Nullable Long createdAt) {
    return createdAt == null
        ? null
        : (Long) Buckets.of(Granularity.MINUTE, Micros.toSeconds(createdAt));
  }
}
