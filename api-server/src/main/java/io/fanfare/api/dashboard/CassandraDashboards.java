package io.fanfare.api.dashboard;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.closeness.ClosenessStore;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.SelectCloseness;
import io.fanfare.connectors.cassandra.SelectDashboardMonths;
import io.fanfare.connectors.cassandra.SelectDashboardPage;
import io.fanfare.schemas.dashboard.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * The dashboards, and closeness, in Cassandra. It connects in the background, for as long as it
 * takes, so that the server can start before its store.
 */
public final class CassandraDashboards
    implements DashboardStore, ClosenessStore, Dependency, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CassandraDashboards.class);
  private static final long RETRY_MILLIS = 1_000;

  /** The driver notices a silent server only after its heartbeat, half a minute later. */
  private static final Duration PROBE = Duration.ofSeconds(1);

  private final String contactPoint;
  private final String datacenter;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread connecting = new Thread(this::connect, "cassandra-connect");
  private volatile @Nullable Statements statements;

  private record Statements(
      CqlSession session,
      SelectDashboardMonths months,
      SelectDashboardPage page,
      SelectCloseness closeness) {}

  /**
   * @param contactPoint `host:port` of any node
   */
  public CassandraDashboards(String contactPoint, String datacenter) {
    this.contactPoint = contactPoint;
    this.datacenter = datacenter;
    connecting.setDaemon(true);
  }

  public void start() {
    connecting.start();
  }

  @Override
  public String name() {
    return "Cassandra";
  }

  @Override
  public boolean answers() {
    try {
      Deadline.in(PROBE).await(months(0), name());
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public CompletionStage<List<Integer>> months(long recipientId) {
    return ask(ready -> ready.months().execute(recipientId));
  }

  @Override
  public CompletionStage<List<Activity>> entries(
      long recipientId, int month, @Nullable Activity olderThan, int limit) {
    return ask(ready -> ready.page().execute(recipientId, month, olderThan, limit));
  }

  @Override
  public CompletionStage<Map<Long, Closeness>> closeness(long recipientId, Set<Long> actorIds) {
    return ask(ready -> ready.closeness().execute(recipientId, actorIds))
        .thenApply(Closeness::byActor);
  }

  private <T> CompletionStage<T> ask(Function<Statements, CompletionStage<T>> question) {
    Statements ready = statements;
    if (ready == null) {
      return CompletableFuture.failedFuture(unavailable(null));
    }
    try {
      return question.apply(ready).exceptionallyCompose(CassandraDashboards::failed);
    } catch (DriverException e) {
      return CompletableFuture.failedFuture(unavailable(e));
    }
  }

  private static <T> CompletionStage<T> failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return CompletableFuture.failedFuture(
        cause instanceof DriverException driver ? unavailable(driver) : cause);
  }

  private static UnavailableException unavailable(@Nullable DriverException cause) {
    return new UnavailableException(
        "The dashboards can't be read right now, because Cassandra does not answer:"
            + " try again later.",
        cause);
  }

  private void connect() {
    try {
      CqlSession session = retry(() -> CassandraSession.open(contactPoint, datacenter));
      statements =
          retry(
              () ->
                  new Statements(
                      session,
                      new SelectDashboardMonths(session),
                      new SelectDashboardPage(session),
                      new SelectCloseness(session)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries until it works: the server may not be up yet, or its tables not be there. */
  private <T> T retry(Supplier<T> attempt) throws InterruptedException {
    while (true) {
      try {
        return attempt.get();
      } catch (RuntimeException e) {
        LOG.warn(
            "Cassandra at {} can't be used yet, trying again: {}", contactPoint, e.getMessage());
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
    Statements ready = statements;
    if (ready != null) {
      ready.session().close();
    }
  }
}
