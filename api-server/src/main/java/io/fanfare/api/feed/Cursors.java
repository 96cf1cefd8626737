package io.fanfare.api.feed;

import io.fanfare.api.auth.Seal;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.dashboard.DashboardRange;
import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes where a page of a dashboard begins and ends as opaque text. A cursor is signed together
 * with its user and feed, so that no other user or feed accepts it.
 */
public final class Cursors {

  private static final byte VERSION = 1;
  private static final int OLDER_THAN = 1;
  private static final int NEWER_THAN = 2;

  /** Version, feed, flags; an entry's time, kind, actor and object; a time. */
  private static final int LONGEST = 3 + (8 + 1 + 8 + 8) + 8;

  /** The kinds by their number in cursors. */
  private static final List<ActivityKind> KINDS =
      List.of(
          ActivityKind.TRACK,
          ActivityKind.TRACK_REPOST,
          ActivityKind.PLAYLIST,
          ActivityKind.PLAYLIST_REPOST);

  private final Seal seal;

  public Cursors(TokenKey key) {
    this.seal = new Seal(key, "fanfare feed cursor");
  }

  String encode(DashboardRange range, long userId, FeedKinds feed) {
    return seal.seal(content(range, feed), scope(userId));
  }

  /**
   * @throws ApiException (400) if this is not a cursor that was made for this user and feed
   */
  DashboardRange decode(String cursor, long userId, FeedKinds feed) {
    byte[] content = seal.open(cursor, scope(userId));
    if (content == null) {
      throw invalid();
    }
    try {
      return range(ByteBuffer.wrap(content), feed);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      // Sealed with this key but of another format: another release made it.
      throw invalid();
    }
  }

  private static byte[] scope(long userId) {
    return ByteBuffer.allocate(Long.BYTES).putLong(userId).array();
  }

  private static byte[] content(DashboardRange range, FeedKinds feed) {
    Activity entry = range.olderThan();
    Long newerThan = range.newerThan();
    ByteBuffer content = ByteBuffer.allocate(LONGEST);
    content.put(VERSION).put(feed.code());
    content.put((byte) ((entry == null ? 0 : OLDER_THAN) | (newerThan == null ? 0 : NEWER_THAN)));
    if (entry != null) {
      content.putLong(entry.getActivityTime()).put(code(entry.getKind()));
      content.putLong(entry.getActorId()).putLong(entry.getObjectId());
    }
    if (newerThan != null) {
      content.putLong(newerThan);
    }
    return Arrays.copyOf(content.array(), content.position());
  }

  /** A kind's number in cursors and ids. */
  static byte code(ActivityKind kind) {
    return (byte) KINDS.indexOf(kind);
  }

  private static DashboardRange range(ByteBuffer content, FeedKinds feed) {
    if (content.get() != VERSION || content.get() != feed.code()) {
      throw invalid();
    }
    int flags = content.get();
    Activity olderThan = (flags & OLDER_THAN) == 0 ? null : entry(content);
    Long newerThan = (flags & NEWER_THAN) == 0 ? null : (Long) content.getLong();
    return new DashboardRange(olderThan, newerThan);
  }

  private static Activity entry(ByteBuffer content) {
    long activityTime = content.getLong();
    ActivityKind kind = KINDS.get(content.get());
    return new Activity(kind, content.getLong(), content.getLong(), activityTime);
  }

  private static ApiException invalid() {
    return new ApiException(
        400,
        "The cursor does not belong to this feed: use next_href or future_href unchanged, or leave"
            + " the cursor out to begin at the newest entry.");
  }
}
