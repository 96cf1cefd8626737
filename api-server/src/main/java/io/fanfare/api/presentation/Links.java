package io.fanfare.api.presentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of rows: in the API (`uri`), and for people (`permalink_url`), which the site in front
 * of the API serves.
 *
 * @param publicUrl the beginning of all of them, without a slash at its end
 */
public record Links(String publicUrl) {

  /** The segment before the permalink of a playlist. */
  public static final String SETS = "sets";

  /** Where the API has a row. */
  String uri(String table, String urn) {
    return publicUrl + "/" + table + "/" + urn;
  }

  /** The page of a user; null without a permalink. */
  @Nullable String ofUser(@Nullable String permalink) {
    return permalink == null || permalink.isEmpty() ? null : publicUrl + "/" + segment(permalink);
  }

  /** The page of a track; null unless its owner and the track have a permalink. */
  @Nullable String ofTrack(@Nullable String owner, @Nullable String permalink) {
    return below(ofUser(owner), permalink);
  }

  /** The page of a playlist, likewise. */
  @Nullable String ofPlaylist(@Nullable String owner, @Nullable String permalink) {
    String user = ofUser(owner);
    return below(user == null ? null : user + "/" + SETS, permalink);
  }

  private static @Nullable String below(@Nullable String url, @Nullable String permalink) {
    return url == null || permalink == null || permalink.isEmpty()
        ? null
        : url + "/" + segment(permalink);
  }

  private static String segment(String permalink) {
    return URLEncoder.encode(permalink, UTF_8).replace("+", "%20");
  }
}
