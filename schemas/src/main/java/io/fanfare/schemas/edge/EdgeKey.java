package io.fanfare.schemas.edge;

import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of public answers: what an answer was made of. The API server names them in the header
 * {@link #HEADER}, and the purger derives the same ones from a change of a row. A row has a key,
 * and so has a list, which also changes by a row that was not there.
 */
public enum EdgeKey {
  USER("user"),
  TRACK("track"),
  PLAYLIST("playlist"),
  COMMENT("comment"),
  TRACKS_OF_USER("tracks-of-user"),
  PLAYLISTS_OF_USER("playlists-of-user"),
  /** The tracks that a user likes. */
  LIKES_OF_USER("likes-of-user"),
  /** The tracks that a user reposts. */
  REPOSTS_OF_USER("reposts-of-user"),
  FOLLOWERS_OF_USER("followers-of-user"),
  FOLLOWINGS_OF_USER("followings-of-user"),
  COMMENTS_OF_TRACK("comments-of-track"),
  LIKES_OF_TRACK("likes-of-track"),
  REPOSTS_OF_TRACK("reposts-of-track"),
  TRACKS_OF_PLAYLIST("tracks-of-playlist");

  /** The header of an answer that holds its keys, separated by spaces. */
  public static final String HEADER = "xkey";

  /** The key of every answer. */
  public static final String ALL = "all";

  private final String text;

  EdgeKey(String text) {
    this.text = text;
  }

  /** The key of one row or list, such as `track-9`. */
  public String of(long id) {
    return text + "-" + id;
  }

  /**
   * The keys of a row that changed, as far as its primary key tells them. Tracks, playlists and
   * comments are also in the {@linkplain #ofLists lists} of what they belong to.
   *
   * @param key the values of the model's primary key, in its order
   * @return none if no public answer has rows of this model
   */
  public static List<String> ofRow(Model model, List<Long> key) {
    long id = key.get(0);
    return switch (model) {
      case USER -> List.of(USER.of(id));
      case TRACK -> List.of(TRACK.of(id));
      case PLAYLIST -> List.of(PLAYLIST.of(id));
      case COMMENT -> List.of(COMMENT.of(id));
      case PLAYLIST_TRACK -> List.of(TRACKS_OF_PLAYLIST.of(id));
      case FOLLOW -> List.of(FOLLOWINGS_OF_USER.of(id), FOLLOWERS_OF_USER.of(key.get(1)));
      case TRACK_LIKE -> List.of(LIKES_OF_USER.of(id), LIKES_OF_TRACK.of(key.get(1)));
      case TRACK_REPOST -> List.of(REPOSTS_OF_USER.of(id), REPOSTS_OF_TRACK.of(key.get(1)));
      default -> List.of();
    };
  }

  /** Whether a row of this model is in lists that its primary key does not tell. */
  public static boolean isListed(Model model) {
    return model == Model.TRACK || model == Model.PLAYLIST || model == Model.COMMENT;
  }

  /** The keys of the lists that had or have the row of a change, if it {@link #isListed}. */
  public static Set<String> ofLists(ModelBroadcast change) {
    Set<String> keys = new LinkedHashSet<>();
    addList(change.getBefore(), keys);
    addList(change.getAfter(), keys);
    return keys;
  }

  private static void addList(@Nullable Object row, Set<String> keys) {
    if (row instanceof Track track) {
      keys.add(TRACKS_OF_USER.of(track.getUserId()));
    } else if (row instanceof Playlist playlist) {
      keys.add(PLAYLISTS_OF_USER.of(playlist.getUserId()));
    } else if (row instanceof Comment comment) {
      keys.add(COMMENTS_OF_TRACK.of(comment.getTrackId()));
    }
  }
}
