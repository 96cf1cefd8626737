package io.fanfare.jobs.closeness.functions;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.ClosenessWriter;
import io.fanfare.connectors.cassandra.Pace;
import io.fanfare.jobs.runtime.CassandraFunction;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.progress.Passed;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.types.Either;

/**
 * Writes chunks to Cassandra. Emits a dead letter if the store rejects a chunk, and a marker when
 * all chunks before it are durable. After any other failure the operator retries without end.
 */
public final class PersistCloseness
    extends CassandraFunction<ClosenessChunk, Either<DeadLetter, Passed>> {

  private static final long serialVersionUID = 1L;

  private final String job;

  private transient ClosenessWriter writer;

  /**
   * @param job name of the job, for its dead letters
   * @param rowsPerSecond the job's share of the store; 0 for no bound
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first, which calls prepare.
  public PersistCloseness(String job, StoreConfig config, int rowsPerSecond) {
    super(config, rowsPerSecond);
    this.job = job;
  }

  @Override
  protected void prepare(CqlSession session, Duration syncLag, Pace pace) {
    writer = new ClosenessWriter(session, syncLag, pace);
  }

  @Override
  public void asyncInvoke(ClosenessChunk chunk, ResultFuture<Either<DeadLetter, Passed>> result) {
    if (chunk.getMarker() != null) {
      writes().whenAllBegun(chunk, List.of(Either.Right(chunk.getMarker())), result);
      return;
    }
    writes()
        .write(
            chunk,
            () -> writer.write(chunk),
            written -> List.of(),
            rejection -> Either.Left(deadLetter(chunk, rejection)),
            result);
  }

  /**
   * A chunk is in no topic. So the letter has the version that decided it as its offset, and the
   * key of the row whose refresh writes all rows of this object again.
   */
  private DeadLetter deadLetter(ClosenessChunk chunk, String cause) {
    Model model = chunk.getObjectKind() == ObjectKind.TRACK ? Model.TRACK : Model.PLAYLIST;
    byte[] key = ModelKey.encode(model, List.of(chunk.getObjectId()));
    byte[] value = AvroCodec.of(ClosenessChunk.class).encode(chunk);
    LogRecord decided =
        new LogRecord(
            job,
            0,
            chunk.getVersion(),
            Micros.of(Instant.now()),
            ByteBuffer.wrap(key),
            ByteBuffer.wrap(value),
            null);
    return DeadLetters.of(job, cause, decided);
  }
}
