package io.fanfare.api.notifications;

import io.fanfare.api.auth.Seal;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.feed.EntryBytes;
import io.fanfare.schemas.dashboard.Activity;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Encodes where a page of notifications begins as opaque text. A cursor is signed together with its
 * user, so that no other user accepts it.
 */
public final class NotificationCursors {

  private static final byte VERSION = 1;

  private final Seal seal;

  public NotificationCursors(TokenKey key) {
    this.seal = new Seal(key, "fanfare notification cursor");
  }

  /** The cursor of the page that follows an entry. */
  String encode(Activity olderThan, long userId) {
    ByteBuffer content = ByteBuffer.allocate(1 + EntryBytes.LENGTH).put(VERSION);
    EntryBytes.put(olderThan, content);
    return seal.seal(content.array(), scope(userId));
  }

  /**
   * @throws ApiException (400) if this is not a cursor that was made for this user
   */
  Activity decode(String cursor, long userId) {
    byte[] content = seal.open(cursor, scope(userId));
    if (content == null || content.length == 0 || content[0] != VERSION) {
      throw invalid();
    }
    try {
      return EntryBytes.get(ByteBuffer.wrap(content, 1, content.length - 1));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      // Sealed with this key but of another format: another release made it.
      throw invalid();
    }
  }

  private static byte[] scope(long userId) {
    return ByteBuffer.allocate(Long.BYTES).putLong(userId).array();
  }

  private static ApiException invalid() {
    return new ApiException(
        ErrorKind.CURSOR_INVALID,
        "The cursor does not belong to these notifications: use next_href unchanged, or leave the"
            + " cursor out to begin at the newest.");
  }
}
