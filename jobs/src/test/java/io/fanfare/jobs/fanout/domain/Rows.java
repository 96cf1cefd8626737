package io.fanfare.jobs.fanout.domain;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Short ways to make rows of the source and changes of them. */
public final class Rows {

  private Rows() {}

  public static Track track(long id, long owner, @Nullable Long publishedAt) {
    return track(id, owner, "public", "finished", publishedAt);
  }

  public static Track track(
      long id, long owner, String sharing, String state, @Nullable Long publishedAt) {
    return Track.newBuilder()
        .setId(id)
        .setUserId(owner)
        .setSharing(sharing)
        .setState(state)
        .setPublishedAt(publishedAt)
        .build();
  }

  public static TrackRepost repost(long user, long track, long time) {
    return new TrackRepost(user, track, time);
  }

  public static Playlist playlist(long id, long owner, String sharing, @Nullable Long publishedAt) {
    return Playlist.newBuilder()
        .setId(id)
        .setUserId(owner)
        .setSharing(sharing)
        .setPublishedAt(publishedAt)
        .build();
  }

  public static Follow follow(long follower, long followee) {
    return new Follow(follower, followee, null);
  }

  /** The rows that account for an entry. */
  public static List<SpecificRecord> behind(long recipient, Activity activity) {
    long actor = activity.getActorId();
    long object = activity.getObjectId();
    long time = activity.getActivityTime();
    SpecificRecord row =
        switch (activity.getKind()) {
          case TRACK -> track(object, actor, time);
          case PLAYLIST -> playlist(object, actor, "public", time);
          case TRACK_REPOST -> repost(actor, object, time);
          case PLAYLIST_REPOST -> new PlaylistRepost(actor, object, time);
        };
    return List.of(follow(recipient, actor), row);
  }

  public static ModelBroadcast create(SpecificRecord row) {
    return change(Operation.CREATE, null, row);
  }

  public static ModelBroadcast save(@Nullable SpecificRecord before, SpecificRecord after) {
    return change(Operation.SAVE, before, after);
  }

  public static ModelBroadcast destroy(SpecificRecord row) {
    return change(Operation.DESTROY, row, null);
  }

  private static ModelBroadcast change(
      Operation operation, @Nullable SpecificRecord before, @Nullable SpecificRecord after) {
    return new ModelBroadcast(operation, before, after, null, false, false);
  }
}
