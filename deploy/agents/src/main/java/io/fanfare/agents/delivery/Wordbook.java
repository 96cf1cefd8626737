package io.fanfare.agents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.agents.message.Item;
import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.dashboard.Origin;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import java.net.URLEncoder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts of activities, from the rows as they are when a message is sent.
 *
 * @param siteUrl the site's address, without a slash at its end: a sound's page is SITE/USER/TRACK
 *     or SITE/USER/sets/PLAYLIST, by their permalinks
 */
public record Wordbook(String siteUrl) {

  Item item(DashboardEntry entry) {
    Activity activity = entry.activity();
    String owner = entry.owner().getPermalink();
    if (entry.origin() instanceof Origin.OfTrack of) {
      Track track = of.track();
      return item(entry, activity, track.getTitle(), url(owner, "", track.getPermalink()));
    }
    Playlist playlist = ((Origin.OfPlaylist) entry.origin()).playlist();
    return item(entry, activity, playlist.getTitle(), url(owner, "sets/", playlist.getPermalink()));
  }

  private static Item item(
      DashboardEntry entry, Activity activity, @Nullable String title, String url) {
    String name = Objects.requireNonNullElse(entry.actor().getUsername(), "");
    return new Item(
        activity.getKind(),
        activity.getActorId(),
        name,
        activity.getObjectId(),
        Objects.requireNonNullElse(title, ""),
        url);
  }

  /** The site itself where a permalink is missing. */
  private String url(@Nullable String owner, String folder, @Nullable String object) {
    return owner == null || object == null
        ? siteUrl + "/"
        : siteUrl + "/" + part(owner) + "/" + folder + part(object);
  }

  private static String part(String permalink) {
    return URLEncoder.encode(permalink, UTF_8).replace("+", "%20");
  }
}
