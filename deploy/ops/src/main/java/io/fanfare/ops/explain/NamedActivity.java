package io.fanfare.ops.explain;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An activity as a person names it: `track:12`, `playlist:12`, `track:repost:12:7`,
 * `playlist:repost:12:7`.
 *
 * @param objectId the track or playlist
 * @param reposterId who reposted it; null if it is no repost
 */
public record NamedActivity(ActivityKind kind, long objectId, @Nullable Long reposterId) {

  private static final Pattern FORM =
      Pattern.compile("(track|playlist)(?::(repost))?:(-?[0-9]{1,19})(?::(-?[0-9]{1,19}))?");

  /**
   * Reads the text of an activity.
   *
   * @throws OperationException if it has another form
   */
  public static NamedActivity parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches() && (form.group(2) == null) == (form.group(4) == null)) {
      boolean isTrack = form.group(1).equals("track");
      try {
        long object = Long.parseLong(form.group(3));
        return form.group(4) == null
            ? new NamedActivity(isTrack ? ActivityKind.TRACK : ActivityKind.PLAYLIST, object, null)
            : new NamedActivity(
                isTrack ? ActivityKind.TRACK_REPOST : ActivityKind.PLAYLIST_REPOST,
                object,
                Long.parseLong(form.group(4)));
      } catch (NumberFormatException e) {
        // Reported below, like any other form.
      }
    }
    throw new OperationException(
        ("'%s' is no activity: write track:ID, playlist:ID, track:repost:ID:REPOSTER or"
                + " playlist:repost:ID:REPOSTER.")
            .formatted(text));
  }

  boolean isRepost() {
    return reposterId != null;
  }

  /** The table of the object. */
  String table() {
    return isTrack() ? "tracks" : "playlists";
  }

  boolean isTrack() {
    return kind == ActivityKind.TRACK || kind == ActivityKind.TRACK_REPOST;
  }
}
