package io.fanfare.api.notifications;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigInteger;
import java.util.Arrays;

/** The public keys of web push: points of the curve P-256, as 65 bytes: 4, x, y. */
public final class PushKey {

  private static final int NUMBER = 32;
  private static final int LENGTH = 1 + 2 * NUMBER;
  private static final byte UNCOMPRESSED = 4;

  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger A = P.subtract(BigInteger.valueOf(3));
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

  /** The schema `PushKey`. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record PushKeyView(String publicKey) {}

  private PushKey() {}

  /** Whether a text is such a key in base64url. */
  public static boolean isKey(String text) {
    byte[] bytes = Base64Url.decode(text);
    return bytes != null && isKey(bytes);
  }

  static boolean isKey(byte[] bytes) {
    if (bytes.length != LENGTH || bytes[0] != UNCOMPRESSED) {
      return false;
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + NUMBER));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + NUMBER, LENGTH));
    BigInteger right = x.multiply(x).add(A).multiply(x).add(B).mod(P);
    return x.compareTo(P) < 0 && y.compareTo(P) < 0 && y.multiply(y).mod(P).equals(right);
  }
}
