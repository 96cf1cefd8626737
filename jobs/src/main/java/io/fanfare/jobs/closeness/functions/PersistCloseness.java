package io.fanfare.jobs.closeness.functions;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.ClosenessWriter;
import io.fanfare.connectors.cassandra.StoreRejection;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.progress.Passed;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chunk to Cassandra; hands on a dead letter if the store rejects it, and a marker when
 * all chunks that came before it are durable. Any other failure is the store's, and the operator
 * tries again without end.
 */
public final class PersistCloseness
    extends RichAsyncFunction<ClosenessChunk, Either<DeadLetter, Passed>> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private final StoreConfig config;
  private final int rowsPerSecond;

  private transient @Nullable CqlSession session;
  private transient @Nullable StoreWrites writes;
  private transient ClosenessWriter writer;

  /**
   * @param job name of the job, for its dead letters
   * @param rowsPerSecond this subtask's share of the store; 0 for no bound
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public PersistCloseness(String job, StoreConfig config, int rowsPerSecond) {
    this.job = job;
    this.config = config;
    this.rowsPerSecond = rowsPerSecond;
  }

  @Override
  public void open(OpenContext openContext) {
    session = CassandraSession.open(config.contactPoint(), config.datacenter());
    writes = new StoreWrites(rowsPerSecond, StoreRejection::of);
    writer = new ClosenessWriter(session, config.syncLag());
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    if (writes != null) {
      writes.close();
    }
  }

  @Override
  public void asyncInvoke(ClosenessChunk chunk, ResultFuture<Either<DeadLetter, Passed>> result) {
    StoreWrites store = requireNonNull(writes, "opened");
    if (chunk.getMarker() != null) {
      store.whenAllBegun(chunk, List.of(Either.Right(chunk.getMarker())), result);
      return;
    }
    store.write(
        chunk,
        chunk.getInteractions().size(),
        () -> writer.write(chunk),
        written -> List.of(),
        rejection -> Either.Left(deadLetter(chunk, rejection)),
        result);
  }

  /**
   * A chunk stands in no topic, so the letter says what it was decided by: the version, and the key
   * of the row whose refresh says everything of this object again.
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
            chunk.getVersion(),
            ByteBuffer.wrap(key),
            ByteBuffer.wrap(value),
            null);
    return new DeadLetter(job, cause, decided);
  }
}
