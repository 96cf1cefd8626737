package io.fanfare.receivers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that the sender of a push names itself as RFC 8292 asks: signature, audience, expiry. */
final class VapidCheck {

  private static final Pattern HEADER =
      Pattern.compile(
          "vapid t=([\\w-]+)\\.([\\w-]+)\\.([\\w-]+),\\s*k=([\\w-]+)", Pattern.CASE_INSENSITIVE);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final ObjectMapper JSON = new ObjectMapper();

  private VapidCheck() {}

  /**
   * What is wrong with the header Authorization, as a sentence; empty if nothing is.
   *
   * @param audience the origin of this push service
   * @param onlyKey the only key that may send to the subscription, as base64url; null for any
   */
  static String problem(
      @Nullable String header,
      String audience,
      @Nullable String onlyKey,
      ECPublicKey sameCurve,
      Instant now) {
    Matcher parts = HEADER.matcher(header == null ? "" : header);
    if (!parts.matches()) {
      return "The header Authorization is not of the form vapid t=TOKEN, k=KEY.";
    }
    try {
      if (onlyKey != null && !onlyKey.equals(parts.group(4))) {
        return "The subscription is for another key.";
      }
      ECPublicKey key = PushDecryption.publicKey(decode(parts.group(4)), sameCurve);
      if (!"ES256".equals(JSON.readTree(decode(parts.group(1))).path("alg").asText())) {
        return "The token's algorithm is not ES256.";
      }
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(key);
      signature.update((parts.group(1) + "." + parts.group(2)).getBytes(US_ASCII));
      if (!signature.verify(decode(parts.group(3)))) {
        return "The token's signature is wrong.";
      }
      return problemOfClaims(JSON.readTree(decode(parts.group(2))), audience, now);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return "The token cannot be read: " + e.getMessage();
    }
  }

  private static String problemOfClaims(JsonNode claims, String audience, Instant now) {
    if (!audience.equals(claims.path("aud").asText())) {
      return "The token's audience is " + claims.path("aud") + ", not " + audience + ".";
    }
    Instant expires = Instant.ofEpochSecond(claims.path("exp").asLong());
    if (!expires.isAfter(now)) {
      return "The token expired at " + expires + ".";
    }
    if (expires.isAfter(now.plus(LONGEST))) {
      return "The token expires at " + expires + ", more than 24 hours from now.";
    }
    if (!claims.path("sub").asText().matches("(mailto:|https:).+")) {
      return "The token's subject is neither a mailto: nor an https: address.";
    }
    return "";
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
