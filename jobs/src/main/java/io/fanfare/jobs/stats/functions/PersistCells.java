package io.fanfare.jobs.stats.functions;


import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.StatsWriter;
import io.fanfare.jobs.runtime.CassandraFunction;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.stats.Cells;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.types.Either;

/**
 * Writes cells to Cassandra; hands on a dead letter if the store rejects them, and a marker when
 * all cells that came before it are durable. Any other failure is the store's, and the operator
 * tries again without end.
 */
public final class PersistCells extends CassandraFunction<Cells, Either<DeadLetter, Passed>> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private final String view;

  private transient StatsWriter writer;

  /**
   * @param job name of the job, for its dead letters
   * @param view whose markers are handed on
   * @param rowsPerSecond the job's share of the store; 0 for no bound
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first, which calls prepare.
  public PersistCells(String job, String view, StoreConfig config, int rowsPerSecond) {
    super(config, rowsPerSecond);
    this.job = job;
    this.view = view;
  }

  @Override
  protected void prepare(CqlSession session, Duration syncLag) {
    writer = new StatsWriter(session, syncLag);
  }

  @Override
  public void asyncInvoke(Cells cells, ResultFuture<Either<DeadLetter, Passed>> result) {
    Passed marker = cells.getMarker();
    if (marker != null) {
      // The savepoint of another job may hold one: that one is not said here.
      boolean isOurs = marker.getView().equals(view);
      writes().whenAllBegun(cells, isOurs ? List.of(Either.Right(marker)) : List.of(), result);
      return;
    }
    writes().write(
        cells,
        StatsWriter.rows(cells),
        () -> writer.write(cells),
        written -> List.of(),
        rejection -> Either.Left(deadLetter(cells, rejection)),
        result);
  }

  /**
   * Cells stand in no topic, so the letter names the row whose refresh has everything of this track
   * stored again; of a user's, the user.
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
    return new DeadLetter(job, cause, decided);
  }
}
