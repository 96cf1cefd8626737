package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.DashboardSettings;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The content of dashboards, computed from the rows alone and as plainly as the architecture writes
 * it ("What a dashboard shows"). It shares no code with the rules that it judges.
 */
final class PureFunction {

  private static final long RETENTION_MICROS = 180L * 24 * 60 * 60 * 1_000_000;

  private PureFunction() {}

  /**
   * An activity whose row exists, with the fields of its object that 3, 4 and 6 need.
   *
   * @param released when its object is published; meaningless if that is not live
   */
  private record Candidate(Activity activity, boolean live, long owner, long released) {}

  /** The entries that fan-out stores: 1, 2 and 6, and 3 for published sounds. */
  static Set<Entry> stored(SourceTables tables, long now) {
    Set<Entry> stored = new HashSet<>();
    for (Candidate candidate : candidates(tables)) {
      if (candidate.live() || isRepost(candidate.activity())) {
        stored.addAll(entries(candidate.activity(), tables, now));
      }
    }
    return stored;
  }

  static Set<Entry> shown(SourceTables tables, long now) {
    Set<Entry> shown = new HashSet<>();
    for (Candidate candidate : candidates(tables)) {
      for (Entry entry : entries(candidate.activity(), tables, now)) {
        long actor = candidate.activity().getActorId();
        if (candidate.live()
            && candidate.activity().getActivityTime() <= now
            && candidate.released() <= now
            && mayMeet(entry.recipient(), actor, tables)
            && mayMeet(entry.recipient(), candidate.owner(), tables)
            && tables.has(Model.USER, entry.recipient())
            && tables.has(Model.USER, actor)
            && tables.has(Model.USER, candidate.owner())
            && !(isRepost(candidate.activity()) && hidesReposts(entry.recipient(), tables))) {
          shown.add(entry);
        }
      }
    }
    return shown;
  }

  /** One for each follower, while the activity is within the retention. */
  private static List<Entry> entries(Activity activity, SourceTables tables, long now) {
    List<Entry> entries = new ArrayList<>();
    for (Follow follow : tables.<Follow>all(Model.FOLLOW)) {
      if (follow.getFolloweeId() == activity.getActorId()
          && follow.getFollowerId() != activity.getActorId()
          && activity.getActivityTime() >= now - RETENTION_MICROS) {
        entries.add(new Entry(follow.getFollowerId(), activity));
      }
    }
    return entries;
  }

  private static List<Candidate> candidates(SourceTables tables) {
    List<Candidate> candidates = new ArrayList<>();
    for (Track track : tables.<Track>all(Model.TRACK)) {
      if (track.getPublishedAt() != null) {
        candidates.add(
            ofTrack(
                ActivityKind.TRACK,
                track.getUserId(),
                track.getId(),
                track.getPublishedAt(),
                tables));
      }
    }
    for (Playlist playlist : tables.<Playlist>all(Model.PLAYLIST)) {
      if (playlist.getPublishedAt() != null) {
        candidates.add(
            ofPlaylist(
                ActivityKind.PLAYLIST,
                playlist.getUserId(),
                playlist.getId(),
                playlist.getPublishedAt(),
                tables));
      }
    }
    for (TrackRepost repost : tables.<TrackRepost>all(Model.TRACK_REPOST)) {
      candidates.add(
          ofTrack(
              ActivityKind.TRACK_REPOST,
              repost.getUserId(),
              repost.getTrackId(),
              repost.getCreatedAt(),
              tables));
    }
    for (PlaylistRepost repost : tables.<PlaylistRepost>all(Model.PLAYLIST_REPOST)) {
      candidates.add(
          ofPlaylist(
              ActivityKind.PLAYLIST_REPOST,
              repost.getUserId(),
              repost.getPlaylistId(),
              repost.getCreatedAt(),
              tables));
    }
    return candidates;
  }

  private static Candidate ofTrack(
      ActivityKind kind, long actor, long id, long time, SourceTables tables) {
    Track track = (Track) tables.row(Model.TRACK, id);
    boolean live =
        track != null
            && track.getSharing().equals("public")
            && track.getState().equals("finished")
            && track.getPublishedAt() != null;
    long owner = track == null ? 0 : track.getUserId();
    long released = live ? track.getPublishedAt() : 0;
    return new Candidate(new Activity(kind, actor, id, time), live, owner, released);
  }

  private static Candidate ofPlaylist(
      ActivityKind kind, long actor, long id, long time, SourceTables tables) {
    Playlist playlist = (Playlist) tables.row(Model.PLAYLIST, id);
    boolean live =
        playlist != null
            && playlist.getSharing().equals("public")
            && playlist.getPublishedAt() != null;
    long owner = playlist == null ? 0 : playlist.getUserId();
    long released = live ? playlist.getPublishedAt() : 0;
    return new Candidate(new Activity(kind, actor, id, time), live, owner, released);
  }

  private static boolean mayMeet(long recipient, long other, SourceTables tables) {
    return !tables.has(Model.BLOCK, recipient, other)
        && !tables.has(Model.BLOCK, other, recipient)
        && !tables.has(Model.MUTE, recipient, other);
  }

  private static boolean hidesReposts(long recipient, SourceTables tables) {
    var settings = (DashboardSettings) tables.row(Model.DASHBOARD_SETTINGS, recipient);
    return settings != null && settings.getHideReposts();
  }

  private static boolean isRepost(Activity activity) {
    return activity.getKind() == ActivityKind.TRACK_REPOST
        || activity.getKind() == ActivityKind.PLAYLIST_REPOST;
  }
}
