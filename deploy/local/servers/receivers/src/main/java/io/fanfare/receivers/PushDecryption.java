package io.fanfare.receivers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Reads what RFC 8291 encrypts for a browser: content coding aes128gcm, one record. */
final class PushDecryption {

  private static final int TAG_BYTES = 16;

  private PushDecryption() {}

  /**
   * Decrypts the body of a push message.
   *
   * @param body salt (16 bytes), record size (4), length of the key (1), key (65), one record
   * @throws GeneralSecurityException if the body is not for this subscription, or not in the format
   */
  static byte[] decrypt(byte[] body, ECPrivateKey privateKey, ECPublicKey publicKey, byte[] auth)
      throws GeneralSecurityException {
    if (body.length < 16 + 4 + 1 + 65 + 1 + TAG_BYTES || body[20] != 65) {
      throw new GeneralSecurityException("The body has no header of aes128gcm with a key.");
    }
    ByteBuffer buffer = ByteBuffer.wrap(body);
    byte[] salt = take(buffer, 16);
    int recordSize = buffer.getInt();
    buffer.get();
    byte[] senderPoint = take(buffer, 65);
    byte[] sealed = take(buffer, buffer.remaining());
    if (sealed.length > recordSize) {
      throw new GeneralSecurityException("The body has more than one record of its size.");
    }
    byte[] shared = agree(privateKey, publicKey, senderPoint);
    byte[] info = concatenate("WebPush: info\0".getBytes(US_ASCII), point(publicKey), senderPoint);
    byte[] input = expand(extract(auth, shared), info, 32);
    byte[] secret = extract(salt, input);
    byte[] key = expand(secret, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), 16);
    byte[] nonce = expand(secret, "Content-Encoding: nonce\0".getBytes(US_ASCII), 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(8 * TAG_BYTES, nonce));
    return withoutPadding(cipher.doFinal(sealed));
  }

  /** The uncompressed point of a public key, 65 bytes. */
  static byte[] point(ECPublicKey key) {
    byte[] point = new byte[65];
    point[0] = 4;
    copyRight(key.getW().getAffineX(), point, 33);
    copyRight(key.getW().getAffineY(), point, 65);
    return point;
  }

  /** The public key of an uncompressed point, on the curve of another key. */
  static ECPublicKey publicKey(byte[] point, ECPublicKey sameCurve)
      throws GeneralSecurityException {
    if (point.length != 65 || point[0] != 4) {
      throw new GeneralSecurityException("The key is not an uncompressed point of P-256.");
    }
    ECPoint w =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, sameCurve.getParams()));
  }

  private static byte[] withoutPadding(byte[] record) throws GeneralSecurityException {
    int end = record.length - 1;
    while (end >= 0 && record[end] == 0) {
      end--;
    }
    if (end < 0 || record[end] != 2) {
      throw new GeneralSecurityException("The record does not end with the delimiter 2.");
    }
    return Arrays.copyOf(record, end);
  }

  private static byte[] agree(ECPrivateKey mine, ECPublicKey myPublic, byte[] theirs)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(mine);
    agreement.doPhase(publicKey(theirs, myPublic), true);
    return agreement.generateSecret();
  }

  private static byte[] extract(byte[] salt, byte[] input) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(salt, "HmacSHA256"));
    return mac.doFinal(input);
  }

  private static byte[] expand(byte[] key, byte[] info, int length)
      throws GeneralSecurityException {
    return Arrays.copyOf(extract(key, concatenate(info, new byte[] {1})), length);
  }

  private static byte[] concatenate(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static byte[] take(ByteBuffer buffer, int length) {
    byte[] taken = new byte[length];
    buffer.get(taken);
    return taken;
  }

  private static void copyRight(BigInteger number, byte[] target, int end) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, target, end - length, length);
  }
}
