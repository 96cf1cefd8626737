package io.fanfare.api.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.auth.Seal;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.models.PlaylistPlace;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Encodes where a page of a list ends. A cursor is sealed together with the name of its list, so
 * that no other list accepts it.
 */
public final class ListCursors {

  private static final byte VERSION = 1;
  private static final int LENGTH = 1 + Integer.BYTES + Long.BYTES;

  private final Seal seal;

  public ListCursors(TokenKey key) {
    this.seal = new Seal(key, "fanfare list cursor");
  }

  /** After a key. */
  String encode(long key, String list) {
    return encode(new PlaylistPlace(0, key), list);
  }

  /** After a place. */
  String encode(PlaylistPlace place, String list) {
    byte[] content =
        ByteBuffer.allocate(LENGTH)
            .put(VERSION)
            .putInt(place.position())
            .putLong(place.trackId())
            .array();
    return seal.seal(content, hash(list));
  }

  /**
   * @throws ApiException (400) if this is not a cursor that was made for this list
   */
  PlaylistPlace decode(String cursor, String list) {
    byte[] content = seal.open(cursor, hash(list));
    if (content == null || content.length != LENGTH || content[0] != VERSION) {
      throw new ApiException(
          ErrorKind.CURSOR_INVALID,
          "The cursor does not belong to this list: use next_href unchanged, or leave the cursor"
              + " out to begin with the first page.");
    }
    ByteBuffer rest = ByteBuffer.wrap(content, 1, LENGTH - 1);
    return new PlaylistPlace(rest.getInt(), rest.getLong());
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
