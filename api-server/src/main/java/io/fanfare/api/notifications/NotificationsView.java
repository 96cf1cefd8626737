package io.fanfare.api.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fanfare.api.presentation.OriginView;
import io.fanfare.api.presentation.UserView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema `Notifications`. Unknown fields are left out, also of the notifications.
 *
 * @param unreadCount of entries, not of groups: {@link Notifications#MOST_COUNTED} at most
 * @param unreadCountIsAtLeast whether there may be more
 * @param seenUntil until when the user has seen everything; null if nothing was ever seen
 * @param nextHref older ones; null at the end
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record NotificationsView(
    List<Notification> collection,
    int unreadCount,
    boolean unreadCountIsAtLeast,
    @Nullable String seenUntil,
    @Nullable String nextHref) {

  /**
   * A notification: one or more entries about the same object.
   *
   * @param type `track`, `track:repost`, `playlist` or `playlist:repost`
   * @param activityTime of its newest entry, to the µs
   * @param unread whether any of its entries is
   * @param actors newest first
   */
  @JsonInclude(Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record Notification(
      String type, String activityTime, boolean unread, OriginView origin, List<Actor> actors) {}

  /**
   * An entry: who did it, and when.
   *
   * @param id of the entry, as on the feed
   * @param pushId the id of the message about this entry alone, by web push
   * @param activityTime to the µs
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Actor(
      String id, String pushId, String activityTime, boolean unread, UserView user) {}
}
