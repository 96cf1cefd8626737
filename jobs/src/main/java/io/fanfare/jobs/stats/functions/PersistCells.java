package io.fanfare.jobs.stats.functions;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.Pace;
import io.fanfare.connectors.cassandra.StatsWriter;
import io.fanfare.jobs.runtime.CassandraFunction;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.stats.Cells;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.types.Either;

/**
 * Writes cells to Cassandra. Emits a dead letter for cells that the store rejects, and a marker
 * once all cells before it are durable. The operator retries any other failure without end.
 */
public final class PersistCells extends CassandraFunction<Cells, Either<DeadLetter, Passed>> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private final String view;

  private transient StatsWriter writer;

  /**
   * @param job name of the job, for its dead letters
   * @param view whose markers the function emits
   * @param rowsPerSecond the job's share of the store; 0 for no bound
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first, which calls prepare.
  public PersistCells(String job, String view, StoreConfig config, int rowsPerSecond) {
    super(config, rowsPerSecond);
    this.job = job;
    this.view = view;
  }

  @Override
  protected void prepare(CqlSession session, Duration syncLag, Pace pace) {
    writer = new StatsWriter(session, syncLag, pace);
  }

  @Override
  public void asyncInvoke(Cells cells, ResultFuture<Either<DeadLetter, Passed>> result) {
    Passed marker = cells.getMarker();
    if (marker != null) {
      // A savepoint of another job may hold its markers: they are not this view's progress.
      boolean isOurs = marker.getView().equals(view);
      writes().whenAllBegun(cells, isOurs ? List.of(Either.Right(marker)) : List.of(), result);
      return;
    }
    writes()
        .write(
            cells,
            () -> writer.write(cells, Micros.of(Instant.now())),
            written -> List.of(),
            rejection -> Either.Left(deadLetter(cells, rejection)),
            result);
  }

  /**
   * Cells come from no topic, so the dead letter names the row to refresh: the track, or the user
   * for cells of a user. Its refresh stores all cells of this subject again.
   */
  private DeadLetter deadLetter(Cells cells, String cause) {
    Long owner = cells.getOwnerId();
    byte[] key =
        cells.getTrackId() == 0 && owner != null
            ? ModelKey.encode(Model.USER, List.of(owner))
            : ModelKey.encode(Model.TRACK, List.of(cells.getTrackId()));
    byte[] value = AvroCodec.of(Cells.class).encode(cells);
    LogRecord decided =
        new LogRecord(job, 0, 0L, 0L, ByteBuffer.wrap(key), ByteBuffer.wrap(value), null);
    return DeadLetters.of(job, cause, decided);
  }
}
