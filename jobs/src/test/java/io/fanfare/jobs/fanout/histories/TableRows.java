package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.DashboardRows;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.models.Block;
import io.fanfare.schemas.models.DashboardSettings;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Mute;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Sounds;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows that the reader needs. */
final class TableRows implements DashboardRows {

  private final SourceTables tables;
  private final long recipient;

  TableRows(SourceTables tables, long recipient) {
    this.tables = tables;
    this.recipient = recipient;
  }

  @Override
  public @Nullable Sound sound(Activity activity) {
    if (isOfTrack(activity)) {
      Track track = (Track) tables.row(Model.TRACK, activity.getObjectId());
      return track == null ? null : Sounds.of(track);
    }
    Playlist playlist = (Playlist) tables.row(Model.PLAYLIST, activity.getObjectId());
    return playlist == null ? null : Sounds.of(playlist);
  }

  @Override
  public @Nullable Long repostedAt(Activity repost) {
    long user = repost.getActorId();
    long object = repost.getObjectId();
    if (isOfTrack(repost)) {
      TrackRepost row = (TrackRepost) tables.row(Model.TRACK_REPOST, user, object);
      return row == null ? null : (Long) row.getCreatedAt();
    }
    PlaylistRepost row = (PlaylistRepost) tables.row(Model.PLAYLIST_REPOST, user, object);
    return row == null ? null : (Long) row.getCreatedAt();
  }

  @Override
  public boolean userExists(long userId) {
    return tables.has(Model.USER, userId);
  }

  @Override
  public boolean recipientFollows(long actorId) {
    return tables.has(Model.FOLLOW, recipient, actorId);
  }

  @Override
  public Hidden hidden() {
    Set<Long> users = new HashSet<>();
    for (Block block : tables.<Block>all(Model.BLOCK)) {
      if (block.getUserId() == recipient) {
        users.add(block.getBlockedUserId());
      } else if (block.getBlockedUserId() == recipient) {
        users.add(block.getUserId());
      }
    }
    for (Mute mute : tables.<Mute>all(Model.MUTE)) {
      if (mute.getUserId() == recipient) {
        users.add(mute.getMutedUserId());
      }
    }
    var settings = (DashboardSettings) tables.row(Model.DASHBOARD_SETTINGS, recipient);
    return new Hidden(users, settings != null && settings.getHideReposts());
  }

  private static boolean isOfTrack(Activity activity) {
    return activity.getKind() == ActivityKind.TRACK
        || activity.getKind() == ActivityKind.TRACK_REPOST;
  }
}
