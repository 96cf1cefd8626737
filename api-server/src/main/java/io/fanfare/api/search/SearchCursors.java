package io.fanfare.api.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.auth.Seal;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.search.SearchIndex.SearchPosition;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Encodes where a page of a search ends. A cursor is sealed together with its search, so that no
 * other search accepts it and no client can make the index read anything else.
 */
public final class SearchCursors {

  private static final byte VERSION = 1;

  private final Seal seal;

  public SearchCursors(TokenKey key) {
    this.seal = new Seal(key, "fanfare search cursor");
  }

  String encode(SearchPosition position, String scope) {
    byte[] point = position.pointInTime().getBytes(UTF_8);
    byte[] sort = position.sort().getBytes(UTF_8);
    byte[] content =
        ByteBuffer.allocate(1 + Integer.BYTES + point.length + sort.length)
            .put(VERSION)
            .putInt(point.length)
            .put(point)
            .put(sort)
            .array();
    return seal.seal(content, hash(scope));
  }

  /**
   * @throws ApiException (400) if this is not a cursor that was made for this search
   */
  SearchPosition decode(String cursor, String scope) {
    byte[] content = seal.open(cursor, hash(scope));
    if (content == null) {
      throw invalid();
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(content);
      if (rest.get() != VERSION) {
        throw invalid();
      }
      byte[] point = new byte[rest.getInt()];
      rest.get(point);
      byte[] sort = new byte[rest.remaining()];
      rest.get(sort);
      return new SearchPosition(new String(point, UTF_8), new String(sort, UTF_8));
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      // Sealed with this key but of another format: another release made it.
      throw invalid();
    }
  }

  private static byte[] hash(String scope) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(scope.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static ApiException invalid() {
    return new ApiException(
        ErrorKind.CURSOR_INVALID,
        "The cursor does not belong to this search: use next_href unchanged, or leave the cursor"
            + " out to begin with the best hit.");
  }
}
