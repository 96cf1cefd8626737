package io.fanfare.agents.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt to send a message.
 *
 * @param isMaybeAccepted whether nobody knows if the receiver has taken the message over: with
 *     RETRY, since no answer came
 * @param detail for operators, in one line; holds no secret
 * @param retryAfter how long the receiver asks to wait; null if it does not ask
 */
public record Delivery(
    Result result, boolean isMaybeAccepted, String detail, @Nullable Duration retryAfter) {

  /** The results of an attempt. */
  public enum Result {
    /** The receiver has taken the message over. */
    ACCEPTED,
    /** The same message may be accepted later. */
    RETRY,
    /** The message will never be accepted. */
    REFUSED,
    /** Nothing will ever be accepted at this address: forget it. */
    GONE
  }

  public static Delivery accepted(String detail) {
    return new Delivery(Result.ACCEPTED, false, detail, null);
  }

  public static Delivery retry(String detail, @Nullable Duration retryAfter) {
    return new Delivery(Result.RETRY, false, detail, retryAfter);
  }

  /** A request was begun, and no answer came. */
  public static Delivery unanswered(String detail) {
    return new Delivery(Result.RETRY, true, detail, null);
  }

  public static Delivery refused(String detail) {
    return new Delivery(Result.REFUSED, false, detail, null);
  }

  public static Delivery gone(String detail) {
    return new Delivery(Result.GONE, false, detail, null);
  }

  /** The delivery of a message that was not sent since nobody needs it any more. */
  public static Delivery expired(Message message) {
    return refused("The message expired at " + message.expires() + ".");
  }
}
