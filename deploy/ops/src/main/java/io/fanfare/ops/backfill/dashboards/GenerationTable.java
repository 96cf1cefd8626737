package io.fanfare.ops.backfill.dashboards;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DashboardTables;
import io.fanfare.connectors.cassandra.SelectDashboardGenerations;
import io.fanfare.connectors.cassandra.StoredGenerations;
import io.fanfare.connectors.cassandra.StoredGenerations.Generation;
import io.fanfare.connectors.cassandra.StoredGenerations.Stage;
import io.fanfare.connectors.cassandra.UnusableClusterException;
import io.fanfare.ops.OperationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The stages of the dashboards' generations, as an operator changes them. Each change is
 * conditional: it fails if another command has changed the same meanwhile.
 */
final class GenerationTable implements AutoCloseable {

  /** A node may have many files to delete. */
  private static final Duration TRUNCATION = Duration.ofMinutes(2);

  private static final String INSERT =
      "INSERT INTO fanfare.dashboard_generations (view_name, generation, stage, rule)"
          + " VALUES ('dashboards', ?, ?, ?) IF NOT EXISTS";
  private static final String ADVANCE =
      "UPDATE fanfare.dashboard_generations SET stage = ?"
          + " WHERE view_name = 'dashboards' AND generation = ? IF stage = ?";
  private static final String DELETE =
      "DELETE FROM fanfare.dashboard_generations"
          + " WHERE view_name = 'dashboards' AND generation = ? IF stage = ?";

  private final CqlSession session;
  private final SelectDashboardGenerations select;

  /**
   * @throws OperationException if the cluster rejects the login, or the tables are missing
   */
  GenerationTable(CassandraAccess cassandra) {
    try {
      session = CassandraSession.open(cassandra);
    } catch (UnusableClusterException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
    try {
      select = ask(() -> new SelectDashboardGenerations(session));
    } catch (OperationException e) {
      session.close();
      throw e;
    }
  }

  StoredGenerations read() {
    return ask(() -> select.execute().toCompletableFuture().join());
  }

  /** Takes another generation, whose tables can be emptied then: nobody writes to them yet. */
  void claim(int generation, int rule) {
    // A deployment that never had a backfill has no row of the generation that it serves.
    for (Map.Entry<Integer, Generation> entry : read().used().entrySet()) {
      Generation known = entry.getValue();
      execute(INSERT, entry.getKey(), known.stage().name(), known.rule());
    }
    require(execute(INSERT, generation, Stage.EMPTYING.name(), rule));
  }

  /** Brings a generation from one stage to the next. */
  void advance(int generation, Stage from, Stage to) {
    require(execute(ADVANCE, to.name(), generation, from.name()));
  }

  /**
   * Switches all readers to the other generation, in one step: both rows are in one partition.
   *
   * @throws OperationException if it does not have everything
   */
  void serve(int generation) {
    StoredGenerations now = read();
    Stage stage =
        now.other()
            .map(Generation::stage)
            .filter(other -> other == Stage.FILLED || other == Stage.FORMER)
            .orElseThrow(
                () ->
                    new OperationException(
                        "Generation %d does not have everything, so it cannot be read: `fanfare"
                                .formatted(generation)
                            + " backfill dashboards status` shows what there is."));
    String batch = "BEGIN BATCH " + ADVANCE + "; " + ADVANCE + "; APPLY BATCH";
    require(
        execute(
            batch,
            Stage.FORMER.name(),
            DashboardTables.other(generation),
            Stage.SERVED.name(),
            Stage.SERVED.name(),
            generation,
            stage.name()));
  }

  /** Forgets a generation whose tables are empty. */
  void forget(int generation) {
    require(execute(DELETE, generation, Stage.ENDING.name()));
  }

  /**
   * Empties the tables of a generation.
   *
   * @param stage in which it must still be: another command that began at the same time may be
   *     further. Between this check and the end of a truncation it may still get there, which the
   *     audit of the generation finds
   */
  void truncate(int generation, Stage stage) {
    DashboardTables tables = DashboardTables.of(generation);
    for (String table : List.of("fanfare.dashboard_entries", "fanfare.dashboard_months")) {
      advance(generation, stage, stage);
      SimpleStatement truncate =
          SimpleStatement.newInstance("TRUNCATE " + tables.rename(table)).setTimeout(TRUNCATION);
      ask(() -> session.execute(truncate));
    }
  }

  private boolean execute(String statement, Object... values) {
    // A condition that was applied once does not hold the second time.
    SimpleStatement conditional =
        SimpleStatement.newInstance(statement, values).setIdempotent(false);
    return ask(() -> session.execute(conditional).wasApplied());
  }

  private static void require(boolean wasApplied) {
    if (!wasApplied) {
      throw new OperationException(
          "Another backfill of the dashboards has changed fanfare.dashboard_generations meanwhile:"
              + " `fanfare backfill dashboards status` shows it.");
    }
  }

  private static <T> T ask(Supplier<T> request) {
    try {
      return request.get();
    } catch (DriverException e) {
      throw failed(e);
    } catch (CompletionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
  }

  private static OperationException failed(Throwable cause) {
    return new OperationException(
        "The generations of the dashboards cannot be read or changed in Cassandra: %s"
            .formatted(cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    session.close();
  }
}
