package io.fanfare.jobs.search.functions;

import static java.util.Objects.requireNonNull;

import io.fanfare.connectors.elasticsearch.BulkWriter;
import io.fanfare.connectors.elasticsearch.DocumentRejectedException;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.connectors.elasticsearch.TombstonePurge;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.jobs.runtime.SizedFunction;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.jobs.runtime.WriteRate;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.progress.Views;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.types.Either;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document to Elasticsearch. Emits a dead letter for a document that the index rejects for
 * its content, and a marker once all documents before it are durable. The operator retries any
 * other failure without end, such as an index that is closed or read-only.
 */
public final class PersistDocuments extends RichAsyncFunction<Document, Either<DeadLetter, Passed>>
    implements SizedFunction<Document, Either<DeadLetter, Passed>> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private final ElasticsearchAccess access;
  private final String generation;
  private final int documentsPerSecond;

  private transient @Nullable RestClient client;
  private transient @Nullable WriteRate rate;
  private transient @Nullable StoreWrites writes;
  private transient @Nullable HourlyPurge purge;
  private transient BulkWriter writer;
  private transient DocumentsInFlight inFlight;

  /**
   * @param job name of the job, for its dead letters
   * @param generation the generation of indices to write
   * @param documentsPerSecond the job's share of Elasticsearch; 0 for no bound
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public PersistDocuments(
      String job, ElasticsearchAccess access, String generation, int documentsPerSecond) {
    this.job = job;
    this.access = access;
    this.generation = generation;
    this.documentsPerSecond = documentsPerSecond;
  }

  @Override
  public void open(OpenContext openContext) throws IOException {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    client = access.open();
    JobMetrics metrics = JobMetrics.of(getRuntimeContext());
    rate = WriteRate.of(documentsPerSecond, getRuntimeContext(), metrics);
    writes = new StoreWrites(DocumentRejectedException::reason, metrics);
    writer = new BulkWriter(client, generation);
    inFlight = new DocumentsInFlight();
    if (task.getIndexOfThisSubtask() == 0) {
      purge = new HourlyPurge(new TombstonePurge(client, generation));
    }
  }

  @Override
  public void close() throws IOException {
    if (purge != null) {
      purge.close();
    }
    if (client != null) {
      client.close();
    }
    if (rate != null) {
      rate.close();
    }
  }

  @Override
  public boolean reserve(Document document) {
    return document.getMarker() != null || inFlight.reserve(document);
  }

  @Override
  public void asyncInvoke(Document document, ResultFuture<Either<DeadLetter, Passed>> result) {
    StoreWrites store = requireNonNull(writes, "opened");
    WriteRate pace = requireNonNull(rate, "opened");
    Passed marker = document.getMarker();
    if (marker != null) {
      // A savepoint of another generation's job may hold its markers: they are not this view's.
      boolean isOurs = marker.getView().equals(Views.search(generation));
      store.whenAllBegun(document, isOurs ? List.of(Either.Right(marker)) : List.of(), result);
      return;
    }
    store.write(
        document,
        () -> pace.acquire(1).thenCompose(acquired -> writer.write(document)),
        written -> {
          inFlight.release(document);
          pace.written(1);
          return List.of();
        },
        rejection -> {
          inFlight.release(document);
          return Either.Left(deadLetter(document, rejection));
        },
        result);
  }

  /**
   * A document comes from no topic, so the dead letter holds its version, and the key of the row
   * whose refresh writes this document again.
   */
  private DeadLetter deadLetter(Document document, String cause) {
    byte[] key = ModelKey.encode(modelOf(document.getKind()), List.of(document.getId()));
    byte[] value = AvroCodec.of(Document.class).encode(document);
    LogRecord decided =
        new LogRecord(
            job,
            0,
            document.getVersion(),
            Micros.of(Instant.now()),
            ByteBuffer.wrap(key),
            ByteBuffer.wrap(value),
            null);
    return DeadLetters.of(job, cause, decided);
  }

  private static Model modelOf(DocumentKind kind) {
    return switch (kind) {
      case TRACK -> Model.TRACK;
      case PLAYLIST -> Model.PLAYLIST;
      case USER -> Model.USER;
    };
  }
}
