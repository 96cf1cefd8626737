package io.fanfare.api.feed;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.updates.LiveUpdates;
import io.fanfare.api.updates.Position;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import java.time.Clock;
import java.util.List;

/**
 * What came to a dashboard since a moment, whatever its activity time: a sound that is made public,
 * the activities of a user who is followed, what was under way for long.
 */
public final class Arrivals {

  private final LiveUpdates updates;
  private final FeedUpdates feed;
  private final Clock clock;

  public Arrivals(LiveUpdates updates, FeedUpdates feed, Clock clock) {
    this.updates = updates;
    this.feed = feed;
    this.clock = clock;
  }

  /** This moment: everything that was announced before it is on a page that is read now. */
  Moment now(long userId) {
    return new Moment(updates.position(userId), Micros.of(clock.instant()));
  }

  /**
   * The entries that were added since a moment, and whose activity time is not later. The others
   * are found by their activity time, among those that were scheduled.
   *
   * @throws ApiException (410) if too much has happened since, or the events are gone
   * @throws UnavailableException if Kafka or MySQL does not answer
   */
  List<Activity> late(long userId, Moment since) {
    Position from = since.position();
    if (from == null && updates.position(userId) == null) {
      throw new UnavailableException(
          "New entries can't be found right now, because Kafka does not answer: try again later.",
          null);
    }
    List<Activity> added = from == null ? null : updates.added(userId, from);
    if (added == null) {
      throw new ApiException(
          ErrorKind.CURSOR_EXPIRED,
          "Too much has happened since this future_href was made: read the feed again, without a"
              + " cursor.");
    }
    feed.refresh(userId, added);
    return added.stream().filter(entry -> entry.getActivityTime() <= since.time()).toList();
  }
}
