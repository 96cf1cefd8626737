package io.fanfare.api.feed;

import io.fanfare.api.auth.Seal;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.updates.Position;
import io.fanfare.schemas.dashboard.Activity;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encodes where a page of a dashboard begins and what it shows as opaque text. A cursor is signed
 * together with its user and feed, so that no other user or feed accepts it.
 */
public final class Cursors {

  private static final byte VERSION = 2;
  private static final int OLDER_THAN = 1;
  private static final int SINCE = 2;
  private static final int UNTIL = 4;

  /** Version, feed, flags; an entry; two moments. */
  private static final int LONGEST = 3 + EntryBytes.LENGTH + 2 * (8 + 4 + 8);

  /** The partition of a moment without a position. */
  private static final int UNKNOWN = -1;

  private final Seal seal;

  public Cursors(TokenKey key) {
    this.seal = new Seal(key, "fanfare feed cursor");
  }

  String encode(FeedCursor cursor, long userId, FeedKinds feed) {
    return seal.seal(content(cursor, feed), scope(userId));
  }

  /**
   * @throws ApiException (400) if this is not a cursor that was made for this user and feed
   */
  FeedCursor decode(String cursor, long userId, FeedKinds feed) {
    byte[] content = seal.open(cursor, scope(userId));
    if (content == null) {
      throw invalid();
    }
    try {
      return cursor(ByteBuffer.wrap(content), feed);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      // Sealed with this key but of another format: another release made it.
      throw invalid();
    }
  }

  private static byte[] scope(long userId) {
    return ByteBuffer.allocate(Long.BYTES).putLong(userId).array();
  }

  private static byte[] content(FeedCursor cursor, FeedKinds feed) {
    Activity entry = cursor.olderThan();
    Moment since = cursor.since();
    Moment until = cursor.until();
    ByteBuffer content = ByteBuffer.allocate(LONGEST);
    content.put(VERSION).put(feed.code());
    content.put(
        (byte)
            ((entry == null ? 0 : OLDER_THAN)
                | (since == null ? 0 : SINCE)
                | (until == null ? 0 : UNTIL)));
    if (entry != null) {
      EntryBytes.put(entry, content);
    }
    put(since, content);
    put(until, content);
    return Arrays.copyOf(content.array(), content.position());
  }

  private static void put(@Nullable Moment moment, ByteBuffer content) {
    if (moment != null) {
      Position position = moment.position();
      content.putLong(moment.time());
      content.putInt(position == null ? UNKNOWN : position.partition());
      content.putLong(position == null ? 0 : position.offset());
    }
  }

  private static FeedCursor cursor(ByteBuffer content, FeedKinds feed) {
    if (content.get() != VERSION || content.get() != feed.code()) {
      throw invalid();
    }
    int flags = content.get();
    return new FeedCursor(
        (flags & OLDER_THAN) == 0 ? null : EntryBytes.get(content),
        (flags & SINCE) == 0 ? null : moment(content),
        (flags & UNTIL) == 0 ? null : moment(content));
  }

  private static Moment moment(ByteBuffer content) {
    long time = content.getLong();
    int partition = content.getInt();
    long offset = content.getLong();
    return new Moment(partition == UNKNOWN ? null : new Position(partition, offset), time);
  }

  private static ApiException invalid() {
    return new ApiException(
        ErrorKind.CURSOR_INVALID,
        "The cursor does not belong to this feed: use next_href or future_href unchanged, or leave"
            + " the cursor out to begin at the newest entry.");
  }
}
