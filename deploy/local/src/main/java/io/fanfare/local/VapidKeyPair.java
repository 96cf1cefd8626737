package io.fanfare.local;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Base64;

/** A pair of keys of web push (VAPID), on the curve P-256. */
record VapidKeyPair(KeyPair keys) {

  private static final int COORDINATE_BYTES = 32;
  private static final int LINE = 64;

  static VapidKeyPair random() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new VapidKeyPair(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has the curve P-256", e);
    }
  }

  /** PEM of PKCS#8. */
  String privateKey() {
    byte[] key = keys.getPrivate().getEncoded();
    String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(key);
    return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
  }

  /** The uncompressed point as base64url text. */
  String publicKey() {
    ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
    byte[] bytes = new byte[1 + 2 * COORDINATE_BYTES];
    bytes[0] = 4;
    copy(point.getAffineX(), bytes, 1);
    copy(point.getAffineY(), bytes, 1 + COORDINATE_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A number may be shorter, or have a byte for its sign. */
  private static void copy(BigInteger number, byte[] into, int from) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    byte[] last = Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    System.arraycopy(last, 0, into, from + COORDINATE_BYTES - length, length);
  }
}
