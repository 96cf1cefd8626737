package io.fanfare.api.dashboard;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.cassandra.CassandraStore;
import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.closeness.ClosenessStore;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.SelectCloseness;
import io.fanfare.connectors.cassandra.SelectDashboardMonths;
import io.fanfare.connectors.cassandra.SelectDashboardPage;
import io.fanfare.schemas.dashboard.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The dashboards, and closeness, in Cassandra. */
public final class CassandraDashboards
    implements DashboardStore, ClosenessStore, Dependency, AutoCloseable {

  /** The driver notices a silent server only after its heartbeat, half a minute later. */
  private static final Duration PROBE = Duration.ofSeconds(1);

  private final CassandraStore<Statements> store;

  private record Statements(
      SelectDashboardMonths months, SelectDashboardPage page, SelectCloseness closeness) {

    static Statements prepare(CqlSession session) {
      return new Statements(
          new SelectDashboardMonths(session),
          new SelectDashboardPage(session),
          new SelectCloseness(session));
    }
  }

  public CassandraDashboards(CassandraAccess cassandra) {
    store = new CassandraStore<>("The dashboards", cassandra, Statements::prepare);
  }

  public void start() {
    store.start();
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
    return store.execute(ready -> ready.months().execute(recipientId, oldest, newest));
  }

  @Override
  public CompletionStage<List<Activity>> entries(
      long recipientId, int month, @Nullable Activity olderThan, int limit) {
    return store.execute(ready -> ready.page().execute(recipientId, month, olderThan, limit));
  }

  @Override
  public CompletionStage<Map<Long, Closeness>> closeness(long recipientId, Set<Long> actorIds) {
    return store
        .execute(ready -> ready.closeness().execute(recipientId, actorIds))
        .thenApply(Closeness::byActor);
  }

  @Override
  public void close() {
    store.close();
  }
}
