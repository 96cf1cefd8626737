package io.fanfare.api.feed;

import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.dashboard.Origin;
import io.fanfare.api.feed.FeedView.Item;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.presentation.OriginView;
import io.fanfare.api.presentation.SoundPresenter;
import io.fanfare.api.presentation.Timestamps;
import io.fanfare.api.presentation.UserPresenter;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityTypes;
import io.fanfare.schemas.dashboard.DashboardRule;
import org.jspecify.annotations.Nullable;

/** Presents entries in the format of SoundCloud's public API. */
public final class FeedPresenter {

  private FeedPresenter() {}

  /**
   * @param id the entry's id
   * @param closeness null if it is not known
   * @param plays of the track; null if they are not known
   */
  static Item item(
      DashboardEntry entry,
      String id,
      @Nullable Closeness closeness,
      @Nullable Long plays,
      Links links) {
    Activity activity = entry.activity();
    boolean isRepost = DashboardRule.isRepost(activity.getKind());
    return new Item(
        id,
        ActivityTypes.name(activity.getKind()),
        Timestamps.spaced(activity.getActivityTime()),
        isRepost ? "followed_reposted" : "followed_published",
        closeness,
        origin(entry, plays, links),
        isRepost ? UserPresenter.urn(activity.getActorId()) : null,
        isRepost ? UserPresenter.user(entry.actor(), links) : null);
  }

  /**
   * What an entry is about.
   *
   * @param plays of the track; null if they are not known
   */
  public static OriginView origin(DashboardEntry entry, @Nullable Long plays, Links links) {
    return entry.origin() instanceof Origin.OfTrack of
        ? SoundPresenter.track(of.track(), entry.owner(), plays, links)
        : SoundPresenter.playlist(
            ((Origin.OfPlaylist) entry.origin()).playlist(), entry.owner(), links);
  }
}
