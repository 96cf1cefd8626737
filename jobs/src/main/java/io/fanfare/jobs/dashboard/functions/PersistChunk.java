package io.fanfare.jobs.dashboard.functions;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.DashboardGenerationsWriter;
import io.fanfare.connectors.cassandra.Pace;
import io.fanfare.jobs.runtime.CassandraFunction;
import io.fanfare.jobs.runtime.DeadLetterCause;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.FanOutChunkRule;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.types.Either;

/**
 * Writes chunks to Cassandra and emits each once it is durable. Emits a dead letter if a chunk is
 * unreadable or impossible, or if the store rejects it, and a marker when all chunks before it are
 * durable. After any other failure the operator retries without end.
 */
public final class PersistChunk
    extends CassandraFunction<LogRecord, Either<DeadLetter, FanOutChunk>> {

  private static final long serialVersionUID = 1L;

  private final String job;

  private transient AvroCodec<FanOutChunk> codec;
  private transient Counter unreadable;
  private transient DashboardGenerationsWriter writer;

  /**
   * @param job name of the job, for its dead letters
   * @param rowsPerSecond the job's share of the store; 0 for no bound
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first, which calls prepare.
  public PersistChunk(String job, StoreConfig config, int rowsPerSecond) {
    super(config, rowsPerSecond);
    this.job = job;
  }

  @Override
  protected void prepare(CqlSession session, Duration syncLag, Pace pace) {
    codec = AvroCodec.of(FanOutChunk.class);
    unreadable = metrics().deadLetters(DeadLetterCause.UNREADABLE);
    writer = new DashboardGenerationsWriter(session, syncLag, pace);
  }

  @Override
  public void asyncInvoke(LogRecord record, ResultFuture<Either<DeadLetter, FanOutChunk>> result) {
    FanOutChunk chunk;
    try {
      chunk = codec.decode(LogRecords.value(record));
    } catch (UndecodableException e) {
      result.complete(List.of(unreadable(record, e.reason())));
      return;
    }
    String problem = FanOutChunkRule.problem(chunk, record.getPartition());
    if (problem != null) {
      result.complete(List.of(unreadable(record, problem)));
      return;
    }
    if (chunk.getMarker() != null) {
      passMarker(record, chunk, result);
      return;
    }
    writes()
        .write(
            record,
            () -> writer.write(chunk, earliest(record)),
            written -> List.of(Either.Right(written)),
            rejection -> deadLetter(record, rejection),
            result);
  }

  /**
   * A marker that has passed proves two things: what came before it is durable, and what comes once
   * it has passed goes to the generations that were there when the marker was appended. A backfill
   * of the dashboards relies on the second.
   */
  private void passMarker(
      LogRecord record, FanOutChunk marker, ResultFuture<Either<DeadLetter, FanOutChunk>> result) {
    var unused =
        writer
            .refresh()
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    writes().whenAllBegun(record, List.of(Either.Right(marker)), result);
                  } else {
                    result.completeExceptionally(failure);
                  }
                });
  }

  /**
   * The time by which entries expire: the earlier of this machine's clock and the lane's record. A
   * clock that is fast must not drop entries; with a slow one, they are only kept longer.
   */
  private static long earliest(LogRecord record) {
    return Math.min(Micros.of(Instant.now()), record.getAppendedAt());
  }

  private Either<DeadLetter, FanOutChunk> unreadable(LogRecord record, String cause) {
    unreadable.inc();
    return deadLetter(record, cause);
  }

  private Either<DeadLetter, FanOutChunk> deadLetter(LogRecord record, String cause) {
    return Either.Left(DeadLetters.of(job, cause, record));
  }
}
