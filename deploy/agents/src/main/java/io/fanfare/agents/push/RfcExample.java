package io.fanfare.agents.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Provider;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The example of RFC 8291, appendix A: what a provider of cryptography must be able to compute. */
final class RfcExample {

  private static final String TEXT = "When I grow up, I want to be a watermelon";
  private static final String BODY =
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
          + "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxs"
          + "j_Qulcy4a-fN";
  private static final Subscription SUBSCRIPTION =
      Subscription.of(
          "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
          "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
          "BTBZMqHH6r4Tts7J_aSIgg");

  private RfcExample() {}

  /** Whether the provider computes the example's body. */
  static boolean isComputedBy(@Nullable Provider provider) throws GeneralSecurityException {
    KeyFactory factory =
        provider == null ? KeyFactory.getInstance("EC") : KeyFactory.getInstance("EC", provider);
    BigInteger key = new BigInteger(1, decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
    KeyPair pair =
        new KeyPair(
            factory.generatePublic(new ECPublicKeySpec(P256.publicKey(key), P256.CURVE)),
            factory.generatePrivate(new ECPrivateKeySpec(key, P256.CURVE)));
    byte[] body =
        new PushEncryption(provider)
            .encrypt(TEXT.getBytes(US_ASCII), SUBSCRIPTION, pair, decode("DGv6ra1nlYgDCS1FRnbzlw"));
    return Arrays.equals(body, decode(BODY));
  }

  private static byte[] decode(String text) {
    return Base64Url.decode(text);
  }
}
