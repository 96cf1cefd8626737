package io.fanfare.agents.http;

import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.PlainText;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an answer over HTTP; nobody needs its body.
 *
 * @param retryAfter the header Retry-After; null without one
 */
public record Answer(int status, @Nullable String retryAfter) {

  private static final int LONGEST_DETAIL_BYTES = 500;

  /**
   * What the answer means for the message.
   *
   * @param gone statuses by which a receiver of this channel ends itself
   * @param now for a Retry-After that is a date
   */
  public Delivery delivery(Set<Integer> gone, Instant now) {
    String detail = "HTTP " + status;
    if (status >= 200 && status < 300) {
      return Delivery.accepted(detail);
    }
    if (gone.contains(status)) {
      return Delivery.gone(detail);
    }
    return isTemporary()
        ? Delivery.retry(detail, RetryAfter.parse(retryAfter, now))
        : Delivery.refused(detail);
  }

  private boolean isTemporary() {
    return status == 408 || status == 425 || status == 429 || status >= 500;
  }

  /** What a request without an answer means for the message. */
  public static Delivery delivery(Throwable failure) {
    if (failure instanceof ForbiddenTargetException) {
      return Delivery.refused(String.valueOf(failure.getMessage()));
    }
    String cause = PlainText.cut(PlainText.line(failure.toString(), ""), LONGEST_DETAIL_BYTES);
    return failure instanceof UnsentException
        ? Delivery.retry("Not sent: " + cause, null)
        : Delivery.unanswered("No answer: " + cause);
  }
}
