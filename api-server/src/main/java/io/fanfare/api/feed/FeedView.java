package io.fanfare.api.feed;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.presentation.OriginView;
import io.fanfare.api.presentation.UserView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SoundCloud's schema `Activities`. Unknown fields are left out, also of the items.
 *
 * @param nextHref older entries; null at the end
 * @param futureHref newer entries
 * @param moment what else makes links other ones: whose they are, whether they hold a position in
 *     the events, and the minute in which they were made
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record FeedView(
    List<Item> collection,
    @Nullable String nextHref,
    String futureHref,
    @JsonIgnore String moment) {

  /**
   * What makes two readings of a page the same. Their links differ, but those of a minute ago lead
   * to the same entries, so a client may go on with them; not with those of another user, and not
   * with those of long ago, since the positions that they hold are gone one day.
   */
  public List<Object> essence() {
    return List.of(collection, nextHref != null, moment);
  }

  /**
   * An item of the collection.
   *
   * @param id distinguishes it from every other entry of the feed, and never changes
   * @param type `track`, `track:repost`, `playlist` or `playlist:repost`
   * @param reason why it is here: `followed_published` or `followed_reposted`
   * @param closeness of the user and the actor; null while it is unknown
   * @param reposter the URN of the reposter; null if it is not a repost
   * @param reposterUser the reposter; null if it is not a repost
   */
  @JsonInclude(Include.NON_NULL)
  @JsonNaming(SnakeCaseStrategy.class)
  public record Item(
      String id,
      String type,
      String createdAt,
      String reason,
      @Nullable Closeness closeness,
      OriginView origin,
      @Nullable String reposter,
      @Nullable UserView reposterUser) {}
}
