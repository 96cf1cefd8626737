package io.fanfare.ops.audit;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.ops.OperationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks again: servers are restarted, and an audit of hours must not end by that. */
public final class Retrying {

  private static final int MOST_TRIES = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** SQLSTATE classes of what stays: wrong statements, missing tables and columns, no access. */
  private static final Set<String> REFUSALS = Set.of("42", "28");

  /** MySQL says class 42 of too many connections, too. */
  private static final Set<Integer> TOO_MANY = Set.of(1203, 1226);

  private Retrying() {}

  /** A question that may be asked again. */
  public interface Question<T> {
    T ask() throws InterruptedException;
  }

  /**
   * Asks until there is an answer.
   *
   * @throws OperationException if there is none for about a minute, or the source refuses the
   *     question
   */
  public static <T> T ask(Question<T> question) throws InterruptedException {
    long pause = FIRST_PAUSE.toMillis();
    for (int failed = 1; ; failed++) {
      try {
        return question.ask();
      } catch (UnavailableException e) {
        SQLException refusal = refusal(e);
        if (refusal != null) {
          throw new OperationException(
              "The audit gives up, because the source refuses what it asks: "
                  + refusal.getMessage(),
              e);
        }
        if (failed == MOST_TRIES) {
          throw new OperationException("The audit gives up: " + e.getMessage(), e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(pause);
      pause *= 2;
    }
  }

  /** Why asking again is of no use; null where it may be. */
  private static @Nullable SQLException refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && isRefusal(e)) {
        return e;
      }
    }
    return null;
  }

  private static boolean isRefusal(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && state.length() > 2
        && REFUSALS.contains(state.substring(0, 2))
        && !TOO_MANY.contains(e.getErrorCode());
  }
}
