package io.fanfare.api.dashboard;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.cassandra.CassandraStore;
import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.closeness.ClosenessStore;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.DashboardTables;
import io.fanfare.connectors.cassandra.SelectCloseness;
import io.fanfare.connectors.cassandra.SelectDashboardGenerations;
import io.fanfare.connectors.cassandra.SelectDashboardMonths;
import io.fanfare.connectors.cassandra.SelectDashboardPage;
import io.fanfare.schemas.dashboard.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The dashboards, and closeness, in Cassandra. */
public final class CassandraDashboards
    implements DashboardStore, ClosenessStore, Dependency, AutoCloseable {

  /** The driver notices a silent server only after its heartbeat, half a minute later. */
  private static final Duration PROBE = Duration.ofSeconds(1);

  /** How long after a switch of generations the former one is read at most. */
  public static final Duration SWITCH = Duration.ofSeconds(1);

  private final CassandraStore<Statements> store;
  private final @Nullable ScheduledExecutorService refreshing;

  /** The statements that read one generation. */
  private record Pages(SelectDashboardMonths months, SelectDashboardPage page) {

    static Pages prepare(CqlSession session, int generation) {
      DashboardTables tables = DashboardTables.of(generation);
      return new Pages(
          new SelectDashboardMonths(session, tables), new SelectDashboardPage(session, tables));
    }
  }

  private record Statements(
      List<Pages> generations,
      AtomicInteger read,
      SelectDashboardGenerations select,
      SelectCloseness closeness) {

    /**
     * @param generation that is read; empty for the one that is served
     */
    static Statements prepare(CqlSession session, OptionalInt generation) {
      SelectDashboardGenerations select = new SelectDashboardGenerations(session);
      return new Statements(
          List.of(
              Pages.prepare(session, DashboardTables.FIRST),
              Pages.prepare(session, DashboardTables.SECOND)),
          new AtomicInteger(
              generation.orElseGet(() -> select.execute().toCompletableFuture().join().served())),
          select,
          new SelectCloseness(session));
    }

    Pages pages() {
      return generations.get(read.get() - DashboardTables.FIRST);
    }

    CompletionStage<Void> refresh() {
      return select.execute().thenAccept(state -> read.set(state.served()));
    }
  }

  /** Reads the generation that is served: another one soon after a backfill has switched to it. */
  public CassandraDashboards(CassandraAccess cassandra) {
    store = store(cassandra, OptionalInt.empty());
    refreshing =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "served-generation");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Reads one generation, served or not.
   *
   * @param generation as in {@link DashboardTables}
   */
  public CassandraDashboards(CassandraAccess cassandra, int generation) {
    store = store(cassandra, OptionalInt.of(generation));
    refreshing = null;
  }

  private static CassandraStore<Statements> store(
      CassandraAccess cassandra, OptionalInt generation) {
    return new CassandraStore<>(
        "The dashboards", cassandra, session -> Statements.prepare(session, generation));
  }

  public void start() {
    store.start();
    if (refreshing != null) {
      long millis = SWITCH.toMillis() / 2;
      refreshing.scheduleWithFixedDelay(this::refresh, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** While Cassandra does not answer, no page can be read either. */
  private void refresh() {
    var unused = store.execute(Statements::refresh);
  }

  /** Why it has not connected yet. */
  public String problem() {
    return store.problem();
  }

  @Override
  public String name() {
    return CASSANDRA;
  }

  @Override
  public boolean answers() {
    try {
      Deadline.in(PROBE).await(months(0, 0, 0), name());
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public CompletionStage<List<Integer>> months(long recipientId, int oldest, int newest) {
    return store.execute(ready -> ready.pages().months().execute(recipientId, oldest, newest));
  }

  @Override
  public CompletionStage<List<Activity>> entries(
      long recipientId, int month, @Nullable Activity olderThan, int limit) {
    return store.execute(
        ready -> ready.pages().page().execute(recipientId, month, olderThan, limit));
  }

  @Override
  public CompletionStage<Map<Long, Closeness>> closeness(long recipientId, Set<Long> actorIds) {
    return store
        .execute(ready -> ready.closeness().execute(recipientId, actorIds))
        .thenApply(Closeness::byActor);
  }

  @Override
  public void close() {
    if (refreshing != null) {
      refreshing.shutdownNow();
    }
    store.close();
  }
}
