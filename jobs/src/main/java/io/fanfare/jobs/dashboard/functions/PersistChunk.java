package io.fanfare.jobs.dashboard.functions;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DashboardWriter;
import io.fanfare.connectors.cassandra.StoreRejection;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.jobs.runtime.WriteRate;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chunk to Cassandra and hands it on once it is durable; or hands on a dead letter, if
 * nobody can read it or the store rejects it. Any other failure is the store's, and the operator
 * tries again without end.
 */
public final class PersistChunk
    extends RichAsyncFunction<LogRecord, Either<DeadLetter, FanOutChunk>> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private final String contactPoint;
  private final String datacenter;
  private final int rowsPerSecond;

  private transient AvroCodec<FanOutChunk> codec;
  private transient @Nullable CqlSession session;
  private transient DashboardWriter writer;
  private transient WriteRate rate;

  /**
   * @param job name of the job, for its dead letters
   * @param contactPoint `host:port` of any Cassandra node
   * @param rowsPerSecond this subtask's share of the store; 0 for no bound
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public PersistChunk(String job, String contactPoint, String datacenter, int rowsPerSecond) {
    this.job = job;
    this.contactPoint = contactPoint;
    this.datacenter = datacenter;
    this.rowsPerSecond = rowsPerSecond;
  }

  @Override
  public void open(OpenContext openContext) {
    codec = AvroCodec.of(FanOutChunk.class);
    session = CassandraSession.open(contactPoint, datacenter);
    writer = new DashboardWriter(session);
    rate = new WriteRate(rowsPerSecond);
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      rate.close();
    }
  }

  @Override
  public void asyncInvoke(LogRecord record, ResultFuture<Either<DeadLetter, FanOutChunk>> result) {
    FanOutChunk chunk;
    try {
      chunk = codec.decode(LogRecords.value(record));
    } catch (UndecodableException e) {
      result.complete(List.of(deadLetter(record, e.reason())));
      return;
    }
    CompletionStage<FanOutChunk> written =
        rate.acquire(chunk.getActivities().size() * chunk.getRecipients().size())
            .thenCompose(acquired -> writer.write(chunk, now()));
    written.whenComplete((done, failure) -> complete(record, done, failure, result));
  }

  private void complete(
      LogRecord record,
      @Nullable FanOutChunk written,
      @Nullable Throwable failure,
      ResultFuture<Either<DeadLetter, FanOutChunk>> result) {
    if (written != null) {
      result.complete(List.of(Either.Right(written)));
    } else if (failure != null) {
      String rejection = StoreRejection.of(failure);
      if (rejection != null) {
        result.complete(List.of(deadLetter(record, rejection)));
      } else {
        result.completeExceptionally(failure);
      }
    }
  }

  private Either<DeadLetter, FanOutChunk> deadLetter(LogRecord record, String cause) {
    return Either.Left(new DeadLetter(job, cause, record));
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
