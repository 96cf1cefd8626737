package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.connectors.cassandra.StoredGenerations.Generation;
import io.fanfare.connectors.cassandra.StoredGenerations.Stage;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * Reads which generations of the dashboards there are: one partition of at most two rows, so the
 * result was true at one moment. Each API server asks every second, each writer for every marker.
 */
public final class SelectDashboardGenerations {

  private final CqlSession session;
  private final PreparedStatement statement;

  /** Uses the default keyspaces. */
  public SelectDashboardGenerations(CqlSession session) {
    this(session, Keyspaces.DEFAULT);
  }

  public SelectDashboardGenerations(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT generation, stage, rule FROM fanfare.dashboard_generations"
                    + " WHERE view_name = 'dashboards'"));
  }

  /** Fails like the driver if Cassandra does not answer. */
  public CompletionStage<StoredGenerations> execute() {
    return session.executeAsync(statement.bind()).thenApply(SelectDashboardGenerations::state);
  }

  private static StoredGenerations state(AsyncResultSet rows) {
    Map<Integer, Generation> used = new TreeMap<>();
    for (Row row : rows.currentPage()) {
      Stage stage = Stage.valueOf(row.getString("stage"));
      used.put(row.getInt("generation"), new Generation(stage, row.getInt("rule")));
    }
    return used.isEmpty() ? StoredGenerations.FIRST : new StoredGenerations(used);
  }
}
