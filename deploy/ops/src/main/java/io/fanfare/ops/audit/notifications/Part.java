package io.fanfare.ops.audit.notifications;

import java.util.SplittableRandom;

/**
 * Some of all recipients. An audit that would keep too much reads the topics again for each half.
 *
 * @param number from 0 on
 * @param of how many parts of about the same size there are: a power of 2
 */
record Part(int number, int of) {

  static final Part ALL = new Part(0, 1);

  /** Ids may lie at regular distances: the generator's first number mixes every bit of its seed. */
  boolean has(long recipientId) {
    return Math.floorMod(new SplittableRandom(recipientId).nextInt(), of) == number;
  }

  Part firstHalf() {
    return new Part(number, of * 2);
  }

  Part secondHalf() {
    return new Part(number + of, of * 2);
  }
}
