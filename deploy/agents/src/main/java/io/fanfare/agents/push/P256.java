package io.fanfare.agents.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;

/** The curve of web push, and its points as 65 bytes: 4, x, y. */
final class P256 {

  static final ECGenParameterSpec NAME = new ECGenParameterSpec("secp256r1");
  static final ECParameterSpec CURVE = curve();
  static final int POINT_BYTES = 65;

  private static final int NUMBER_BYTES = 32;
  private static final BigInteger P = ((ECFieldFp) CURVE.getCurve().getField()).getP();
  private static final BigInteger A = CURVE.getCurve().getA();
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private P256() {}

  /**
   * Reads a point.
   *
   * @throws IllegalArgumentException if it is not on the curve: a secret agreed with such a point
   *     would betray the private key
   */
  static ECPoint decode(byte[] bytes) {
    if (bytes.length != POINT_BYTES || bytes[0] != 4) {
      throw new IllegalArgumentException("The key is not an uncompressed point of P-256.");
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + NUMBER_BYTES));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + NUMBER_BYTES, POINT_BYTES));
    BigInteger right = x.multiply(x).add(A).multiply(x).add(CURVE.getCurve().getB()).mod(P);
    if (x.compareTo(P) >= 0 || y.compareTo(P) >= 0 || !y.multiply(y).mod(P).equals(right)) {
      throw new IllegalArgumentException("The key is not a point of the curve P-256.");
    }
    return new ECPoint(x, y);
  }

  static byte[] encode(ECPoint point) {
    byte[] bytes = new byte[POINT_BYTES];
    bytes[0] = 4;
    copy(point.getAffineX(), bytes, 1);
    copy(point.getAffineY(), bytes, 1 + NUMBER_BYTES);
    return bytes;
  }

  /**
   * The public key of a private key. The JDK has no function for it, and PKCS#8 need not contain
   * it. Takes milliseconds, and a time that depends on the key: for the start of a program only.
   */
  static ECPoint publicKey(BigInteger privateKey) {
    ECPoint sum = ECPoint.POINT_INFINITY;
    for (int bit = privateKey.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      if (privateKey.testBit(bit)) {
        sum = add(sum, CURVE.getGenerator());
      }
    }
    return sum;
  }

  private static ECPoint add(ECPoint a, ECPoint b) {
    if (a.equals(ECPoint.POINT_INFINITY)) {
      return b;
    }
    if (b.equals(ECPoint.POINT_INFINITY)) {
      return a;
    }
    BigInteger slope;
    if (a.equals(b)) {
      BigInteger rise = a.getAffineX().pow(2).multiply(THREE).add(A);
      slope = rise.multiply(a.getAffineY().multiply(TWO).modInverse(P)).mod(P);
    } else {
      BigInteger run = b.getAffineX().subtract(a.getAffineX());
      slope = b.getAffineY().subtract(a.getAffineY()).multiply(run.modInverse(P)).mod(P);
    }
    BigInteger x = slope.pow(2).subtract(a.getAffineX()).subtract(b.getAffineX()).mod(P);
    BigInteger y = slope.multiply(a.getAffineX().subtract(x)).subtract(a.getAffineY()).mod(P);
    return new ECPoint(x, y);
  }

  private static void copy(BigInteger number, byte[] target, int start) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(NUMBER_BYTES, bytes.length);
    System.arraycopy(bytes, bytes.length - length, target, start + NUMBER_BYTES - length, length);
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no curve P-256.", e);
    }
  }
}
