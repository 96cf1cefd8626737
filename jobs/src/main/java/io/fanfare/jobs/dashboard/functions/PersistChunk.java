package io.fanfare.jobs.dashboard.functions;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DashboardWriter;
import io.fanfare.connectors.cassandra.StoreRejection;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chunk to Cassandra and hands it on once it is durable; or hands on a dead letter, if
 * nobody can read it or the store rejects it. Any other failure is the store's, and the operator
 * tries again without end. A marker is handed on when all chunks that came before it are.
 */
public final class PersistChunk
    extends RichAsyncFunction<LogRecord, Either<DeadLetter, FanOutChunk>> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private final StoreConfig config;
  private final int rowsPerSecond;

  private transient AvroCodec<FanOutChunk> codec;
  private transient @Nullable CqlSession session;
  private transient @Nullable StoreWrites writes;
  private transient DashboardWriter writer;

  /**
   * @param job name of the job, for its dead letters
   * @param rowsPerSecond this subtask's share of the store; 0 for no bound
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public PersistChunk(String job, StoreConfig config, int rowsPerSecond) {
    this.job = job;
    this.config = config;
    this.rowsPerSecond = rowsPerSecond;
  }

  @Override
  public void open(OpenContext openContext) {
    codec = AvroCodec.of(FanOutChunk.class);
    session = CassandraSession.open(config.contactPoint(), config.datacenter());
    writes = new StoreWrites(rowsPerSecond, StoreRejection::of);
    writer = new DashboardWriter(session, config.syncLag());
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
  public void asyncInvoke(LogRecord record, ResultFuture<Either<DeadLetter, FanOutChunk>> result) {
    StoreWrites store = requireNonNull(writes, "opened");
    FanOutChunk chunk;
    try {
      chunk = codec.decode(LogRecords.value(record));
    } catch (UndecodableException e) {
      result.complete(List.of(deadLetter(record, e.reason())));
      return;
    }
    if (chunk.getMarker() != null) {
      store.whenAllBegun(record, List.of(Either.Right(chunk)), result);
      return;
    }
    store.write(
        record,
        writer.rows(chunk),
        () -> writer.write(chunk, Micros.of(Instant.now())),
        written -> List.of(Either.Right(written)),
        rejection -> deadLetter(record, rejection),
        result);
  }

  private Either<DeadLetter, FanOutChunk> deadLetter(LogRecord record, String cause) {
    return Either.Left(new DeadLetter(job, cause, record));
  }
}
