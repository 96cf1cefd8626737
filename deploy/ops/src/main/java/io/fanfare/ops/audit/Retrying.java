package io.fanfare.ops.audit;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.ops.OperationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Repeats queries: servers restart, and that must not end an audit of hours. */
public final class Retrying {

  private static final int MOST_TRIES = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** SQLSTATE classes of errors that stay: wrong statements, missing tables, columns or grants. */
  private static final Set<String> REJECTIONS = Set.of("42", "28");

  /** MySQL reports too many connections with class 42, too. */
  private static final Set<Integer> TOO_MANY = Set.of(1203, 1226);

  private Retrying() {}

  /** A query that may be repeated. */
  public interface Question<T> {
    T ask() throws InterruptedException;
  }

  /**
   * Repeats a query until it is answered.
   *
   * @throws OperationException if there is no answer for about a minute, or the source rejects the
   *     query
   */
  public static <T> T ask(Question<T> question) throws InterruptedException {
    long pause = FIRST_PAUSE.toMillis();
    for (int failed = 1; ; failed++) {
      try {
        return question.ask();
      } catch (UnavailableException e) {
        SQLException rejection = rejection(e);
        if (rejection != null) {
          throw new OperationException(
              "The audit stops, because the source rejects its query: " + rejection.getMessage(),
              e);
        }
        if (failed == MOST_TRIES) {
          throw new OperationException("The audit stops: " + e.getMessage(), e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(pause);
      pause *= 2;
    }
  }

  /** Why repeating the query is of no use; null if it may be. */
  private static @Nullable SQLException rejection(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && isRejection(e)) {
        return e;
      }
    }
    return null;
  }

  private static boolean isRejection(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && state.length() > 2
        && REJECTIONS.contains(state.substring(0, 2))
        && !TOO_MANY.contains(e.getErrorCode());
  }
}
