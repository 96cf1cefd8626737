package io.fanfare.agents.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The encryption of RFC 8291: content coding aes128gcm, one record, with a new key pair for each
 * message. The library com.interaso:webpush was tried; it is as fast, but cannot be given the keys
 * of the RFC's example, needs a provider that is installed for the whole JVM, and brings Kotlin.
 * Safe for use by several threads.
 */
final class PushEncryption {

  /** Push services need not take more (RFC 8030, section 7.2). */
  static final int LARGEST_BODY = 4096;

  private static final int SALT_BYTES = 16;
  private static final int HEADER_BYTES = SALT_BYTES + 4 + 1 + P256.POINT_BYTES;
  private static final int TAG_BYTES = 16;
  private static final byte LAST_RECORD = 2;

  /** The longest text that fits into a body: 3993 bytes. */
  static final int LARGEST_TEXT = LARGEST_BODY - HEADER_BYTES - TAG_BYTES - 1;

  private static final byte[] KEY_INFO = "WebPush: info\0".getBytes(US_ASCII);
  private static final byte[] CONTENT_KEY = "Content-Encoding: aes128gcm\0".getBytes(US_ASCII);
  private static final byte[] NONCE = "Content-Encoding: nonce\0".getBytes(US_ASCII);

  private final @Nullable Provider provider;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param provider of the cryptography; null for the JDK's
   */
  PushEncryption(@Nullable Provider provider) {
    this.provider = provider;
  }

  /**
   * Encrypts a text for a subscription.
   *
   * @param text at most {@link #LARGEST_TEXT} bytes
   */
  byte[] encrypt(byte[] text, Subscription subscription) throws GeneralSecurityException {
    KeyPairGenerator generator =
        provider == null
            ? KeyPairGenerator.getInstance("EC")
            : KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(P256.NAME);
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return encrypt(text, subscription, generator.generateKeyPair(), salt);
  }

  /** Encrypts with a given key pair and salt, which must never be used twice. */
  byte[] encrypt(byte[] text, Subscription subscription, KeyPair mine, byte[] salt)
      throws GeneralSecurityException {
    if (text.length > LARGEST_TEXT) {
      throw new IllegalArgumentException("The text has more than " + LARGEST_TEXT + " bytes.");
    }
    byte[] point = P256.encode(((ECPublicKey) mine.getPublic()).getW());
    byte[] shared = agree(mine.getPrivate(), publicKey(subscription.p256dh()));
    byte[] input =
        derive(
            subscription.auth(), shared, concatenate(KEY_INFO, subscription.p256dh(), point), 32);
    Cipher cipher =
        provider == null
            ? Cipher.getInstance("AES/GCM/NoPadding")
            : Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(derive(salt, input, CONTENT_KEY, 16), "AES"),
        new GCMParameterSpec(8 * TAG_BYTES, derive(salt, input, NONCE, 12)));
    byte[] record = cipher.doFinal(concatenate(text, new byte[] {LAST_RECORD}));
    return ByteBuffer.allocate(HEADER_BYTES + record.length)
        .put(salt)
        .putInt(LARGEST_BODY)
        .put((byte) P256.POINT_BYTES)
        .put(point)
        .put(record)
        .array();
  }

  private PublicKey publicKey(byte[] point) throws GeneralSecurityException {
    KeyFactory factory =
        provider == null ? KeyFactory.getInstance("EC") : KeyFactory.getInstance("EC", provider);
    return factory.generatePublic(new ECPublicKeySpec(P256.decode(point), P256.CURVE));
  }

  private byte[] agree(PrivateKey mine, PublicKey theirs) throws GeneralSecurityException {
    KeyAgreement agreement =
        provider == null
            ? KeyAgreement.getInstance("ECDH")
            : KeyAgreement.getInstance("ECDH", provider);
    agreement.init(mine);
    agreement.doPhase(theirs, true);
    return agreement.generateSecret();
  }

  /** HKDF with SHA-256 (RFC 5869), for at most 32 bytes: extract, and the first expansion. */
  private byte[] derive(byte[] salt, byte[] input, byte[] info, int length)
      throws GeneralSecurityException {
    byte[] key = mac(salt, input);
    return Arrays.copyOf(mac(key, concatenate(info, new byte[] {1})), length);
  }

  private byte[] mac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac =
        provider == null ? Mac.getInstance("HmacSHA256") : Mac.getInstance("HmacSHA256", provider);
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static byte[] concatenate(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
