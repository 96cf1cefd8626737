package io.fanfare.ops.audit.notifications;

/**
 * Some of all recipients. An audit that would keep too much reads the topics again for each half.
 *
 * @param number from 0 on
 * @param of how many parts of about the same size there are: a power of 2
 */
record Part(int number, int of) {

  static final Part ALL = new Part(0, 1);

  /** Ids may lie at regular distances: this spreads them. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  boolean has(long recipientId) {
    return (int) Math.floorMod(recipientId * SPREAD >>> Integer.SIZE, (long) of) == number;
  }

  Part firstHalf() {
    return new Part(number, of * 2);
  }

  Part secondHalf() {
    return new Part(number + of, of * 2);
  }
}
