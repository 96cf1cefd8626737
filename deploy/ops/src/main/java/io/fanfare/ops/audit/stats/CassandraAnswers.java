package io.fanfare.ops.audit.stats;

import com.datastax.oss.driver.api.core.DriverException;
import io.fanfare.api.availability.UnavailableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Answers of Cassandra. */
final class CassandraAnswers {

  private CassandraAnswers() {}

  /**
   * Waits for an answer.
   *
   * @throws UnavailableException if Cassandra does not answer
   */
  static <T> T await(CompletionStage<T> stage) {
    return ask(() -> stage.toCompletableFuture().join());
  }

  /**
   * Asks.
   *
   * @throws UnavailableException if Cassandra does not answer
   */
  static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (DriverException e) {
      throw unavailable(e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof DriverException cause) {
        throw unavailable(cause);
      }
      throw e;
    }
  }

  private static UnavailableException unavailable(DriverException cause) {
    return new UnavailableException("Cassandra does not answer: " + cause.getMessage(), cause);
  }
}
