package io.fanfare.agents.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;

/** The keys by which a push service recognizes this site (RFC 8292). */
public final class VapidKeys {

  private final ECPrivateKey privateKey;
  private final String publicKey;

  VapidKeys(ECPrivateKey privateKey) {
    this.privateKey = privateKey;
    publicKey = Base64Url.encode(P256.encode(P256.publicKey(privateKey.getS())));
  }

  /** The `applicationServerKey` that a page gives to `pushManager.subscribe`, as base64url. */
  public String publicKey() {
    return publicKey;
  }

  /** Signs with ES256: r and s, 32 bytes each. */
  byte[] sign(String text) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(privateKey);
    signature.update(text.getBytes(US_ASCII));
    return signature.sign();
  }

  /** The public key: the private one must not appear in a log. */
  @Override
  public String toString() {
    return publicKey;
  }
}
