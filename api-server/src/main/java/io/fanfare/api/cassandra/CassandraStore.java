package io.fanfare.api.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.CassandraSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tables in Cassandra. It connects in the background and retries until it succeeds, so that
 * the server can start before Cassandra.
 *
 * @param <S> the statements that read them
 */
public final class CassandraStore<S> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CassandraStore.class);
  private static final long RETRY_MILLIS = 1_000;

  private final String subject;
  private final CassandraAccess cassandra;
  private final Function<CqlSession, S> prepare;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread connecting = new Thread(this::connect, "cassandra-connect");
  private volatile @Nullable CqlSession session;
  private volatile @Nullable S statements;
  private volatile String problem = "it does not answer";

  /**
   * @param subject what the tables hold, for messages: `The dashboards`
   * @param prepare makes the statements; fails like the driver if a table is missing
   */
  public CassandraStore(
      String subject, CassandraAccess cassandra, Function<CqlSession, S> prepare) {
    this.subject = subject;
    this.cassandra = cassandra;
    this.prepare = prepare;
    connecting.setDaemon(true);
  }

  public void start() {
    connecting.start();
  }

  /** Why it has not connected yet. */
  public String problem() {
    return problem;
  }

  /**
   * Executes a statement; fails with an {@link UnavailableException} while Cassandra does not
   * answer.
   */
  public <T> CompletionStage<T> execute(Function<S, CompletionStage<T>> statement) {
    S ready = statements;
    if (ready == null) {
      return CompletableFuture.failedFuture(unavailable(null));
    }
    try {
      return statement.apply(ready).exceptionallyCompose(this::failed);
    } catch (DriverException e) {
      return CompletableFuture.failedFuture(unavailable(e));
    }
  }

  private <T> CompletionStage<T> failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return CompletableFuture.failedFuture(
        cause instanceof DriverException driver ? unavailable(driver) : cause);
  }

  private UnavailableException unavailable(@Nullable DriverException cause) {
    return new UnavailableException(
        subject + " can't be read right now, because Cassandra does not answer: try again later.",
        cause);
  }

  private void connect() {
    try {
      CqlSession opened = retry(() -> CassandraSession.open(cassandra));
      session = opened;
      statements = retry(() -> prepare.apply(opened));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Retries until it succeeds: Cassandra may not run yet, or its tables may not exist yet. */
  private <T> T retry(Supplier<T> attempt) throws InterruptedException {
    while (true) {
      try {
        return attempt.get();
      } catch (RuntimeException e) {
        problem = String.valueOf(e.getMessage());
        LOG.warn("Cassandra at {} can't be used yet, trying again: {}", cassandra, e.getMessage());
      }
      if (closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("closed");
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    connecting.interrupt();
    CqlSession opened = session;
    if (opened != null) {
      opened.close();
    }
  }
}
