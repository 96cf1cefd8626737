package io.fanfare.api.presentation;

import io.fanfare.schemas.Ids;
import org.jspecify.annotations.Nullable;

/** Names of rows in the API, such as `soundcloud:tracks:1`. */
public final class Urn {

  public static final String TRACKS = "tracks";
  public static final String PLAYLISTS = "playlists";
  public static final String USERS = "users";
  public static final String COMMENTS = "comments";

  private static final String SCHEME = "soundcloud:";

  private Urn() {}

  /** The name of a row. */
  public static String of(String table, long id) {
    return SCHEME + table + ":" + id;
  }

  /** The id in a name of a row of this table; null if it is none. */
  public static @Nullable Long id(String table, String urn) {
    String beginning = SCHEME + table + ":";
    return urn.startsWith(beginning) ? Ids.parse(urn.substring(beginning.length())) : null;
  }
}
