package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import io.fanfare.schemas.stats.Cells;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Writes cells of stats. Every write is idempotent, so the caller may repeat it if it failed, or if
 * its result is unknown. Thread-safe.
 */
public final class StatsWriter {

  private final InsertCell insert;
  private final UnloggedBatches batches;

  /**
   * Uses the default keyspaces.
   *
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public StatsWriter(CqlSession session, Duration syncLag, Pace pace) {
    this(session, Keyspaces.DEFAULT, syncLag, pace);
  }

  /**
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public StatsWriter(CqlSession session, Keyspaces keyspaces, Duration syncLag, Pace pace) {
    this.insert = new InsertCell(session, keyspaces);
    this.batches = new UnloggedBatches(session, keyspaces, syncLag, pace);
  }

  /**
   * Writes cells, each for as long as its granularity is kept. Completes with them once all rows
   * are durable. Fails like the driver; some rows may be written then.
   *
   * @param now µs since the epoch
   */
  public CompletionStage<Cells> write(Cells cells, long now) {
    List<BatchableStatement<?>> statements = new ArrayList<>();
    CellRow.of(cells, now).forEach(row -> statements.add(insert.bind(row)));
    return batches.execute(statements).thenApply(done -> cells);
  }
}
