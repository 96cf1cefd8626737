package io.fanfare.rebuild.stats;

import com.datastax.driver.core.BoundStatement;
import com.datastax.driver.core.PreparedStatement;
import com.datastax.driver.core.ResultSet;
import io.fanfare.connectors.cassandra.CellRow;
import io.fanfare.jobs.stats.StatsConfig;
import io.fanfare.rebuild.cassandra.DurableSink;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.stats.Cells;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.Futures;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.ListenableFuture;
import org.apache.flink.configuration.Configuration;

/**
 * Writes cells. One that the store rejects ends the job: a rebuild has no dead letters of cells.
 */
final class CellsSink extends DurableSink<Cells> {

  private static final long serialVersionUID = 1L;

  private static final int MOST_ROWS = 50;

  /**
   * Bytes of counts. With what Cassandra adds to each row, it is less than its default
   * `batch_size_fail_threshold`, 50 KiB.
   */
  private static final int MOST_BYTES = 32_768;

  private transient PreparedStatement insert;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  CellsSink(StatsConfig config) {
    super(CellRow.INSERT, config.store(), config.maxRowsPerSecond());
  }

  @Override
  public void open(Configuration configuration) {
    super.open(configuration);
    insert = session.prepare(CellRow.INSERT);
  }

  @Override
  protected int rows(Cells cells) {
    boolean isOfBoth = cells.getTrackId() != 0 && cells.getOwnerId() != null;
    return (isOfBoth ? 2 : 1) * cells.getCells().size();
  }

  @Override
  protected ListenableFuture<ResultSet> write(Cells cells) {
    List<List<BoundStatement>> batches = batches(cells);
    return batches.isEmpty() ? Futures.immediateFuture(null) : inBatches(batches);
  }

  private List<List<BoundStatement>> batches(Cells cells) {
    List<List<BoundStatement>> batches = new ArrayList<>();
    List<BoundStatement> batch = new ArrayList<>();
    int bytes = 0;
    for (CellRow row : CellRow.of(cells, Micros.of(Instant.now()))) {
      bytes += row.counts().remaining();
      if (!batch.isEmpty() && (batch.size() == MOST_ROWS || bytes > MOST_BYTES)) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = row.counts().remaining();
      }
      batch.add(bind(row));
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private BoundStatement bind(CellRow row) {
    return insert.bind(
        row.subjectType(),
        row.subjectId(),
        row.kind(),
        row.granularity(),
        row.period(),
        row.bucket(),
        row.trackId(),
        row.total(),
        row.counts(),
        row.version(),
        row.timeToLive());
  }
}
