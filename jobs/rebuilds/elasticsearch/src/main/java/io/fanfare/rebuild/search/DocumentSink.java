package io.fanfare.rebuild.search;

import static java.util.Objects.requireNonNull;

import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.connectors.elasticsearch.IndexedDocument;
import io.fanfare.jobs.runtime.JobMetric;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.jobs.runtime.WriteRate;
import io.fanfare.jobs.savepoints.SavepointAge;
import io.fanfare.rebuild.search.FailedWrites.FailedWrite;
import io.fanfare.schemas.search.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;
import org.apache.flink.streaming.connectors.elasticsearch7.ElasticsearchSink;
import org.elasticsearch.action.index.IndexRequest;
import org.elasticsearch.client.RestClientBuilder;
import org.elasticsearch.common.xcontent.XContentType;
import org.elasticsearch.index.VersionType;
import org.jspecify.annotations.Nullable;

/**
 * The connector's sink for a batch job whose end is the proof: it has a share of Elasticsearch,
 * repeats what fails, and ends only when all documents are durable.
 */
final class DocumentSink extends RichSinkFunction<Document> {

  private static final long serialVersionUID = 1L;

  private static final int MOST_DOCUMENTS = 1_000;
  private static final int MOST_MEGABYTES = 4;

  /** As long as a node may take to start again. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long PAUSE_MILLIS = 1_000;

  private final FailedWrites failed = new FailedWrites();
  private final ElasticsearchSink<IndexRequest> connector;
  private final SearchRebuildConfig config;
  private final SavepointAge age;

  private transient @Nullable WriteRate rate;
  private transient @Nullable Counter retried;

  /**
   * @param age of the savepoint that the documents come from
   */
  DocumentSink(SearchRebuildConfig config, SavepointAge age) {
    ElasticsearchAccess access = config.elasticsearch();
    ElasticsearchSink.Builder<IndexRequest> builder =
        new ElasticsearchSink.Builder<>(
            access.nodes(), (request, context, indexer) -> indexer.add(request));
    builder.setBulkFlushMaxActions(MOST_DOCUMENTS);
    builder.setBulkFlushMaxSizeMb(MOST_MEGABYTES);
    builder.setFailureHandler(failed);
    builder.setRestClientFactory(client -> configure(access, client));
    this.connector = builder.build();
    this.config = config;
    this.age = age;
  }

  private static IndexRequest request(Document document, String generation) {
    IndexedDocument indexed = IndexedDocument.of(document, generation);
    return new IndexRequest(indexed.index())
        .id(indexed.id())
        .source(indexed.source(), XContentType.JSON)
        .versionType(VersionType.EXTERNAL_GTE)
        .version(indexed.version());
  }

  private static void configure(ElasticsearchAccess access, RestClientBuilder client) {
    try {
      access.configure(client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void open(Configuration configuration) throws Exception {
    JobMetrics metrics = JobMetrics.of(getRuntimeContext());
    rate = WriteRate.of(config.maxDocumentsPerSecond(), getRuntimeContext(), metrics);
    retried = metrics.counter(JobMetric.WRITES_RETRIED);
    connector.setRuntimeContext(getRuntimeContext());
    connector.open(configuration);
  }

  /** A batch job has no barriers to let through, so it may wait here. */
  @Override
  public void invoke(Document document, Context context) throws Exception {
    age.requireYoung();
    WriteRate pace = requireNonNull(rate, "opened");
    pace.acquire(1).get();
    connector.invoke(request(document, config.generation()), context);
    repeatFailed(context);
    pace.written(1);
  }

  @Override
  public void finish() throws Exception {
    flush();
    repeatFailed(new NoContext());
  }

  /** When it returns, nothing has failed that was not repeated with success. */
  private void repeatFailed(Context context) throws Exception {
    while (!failed.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      for (FailedWrite write : failed.take()) {
        if (System.nanoTime() - write.since() > PATIENCE.toNanos()) {
          throw new IOException(
              "Elasticsearch has taken no document for %d minutes.".formatted(PATIENCE.toMinutes()),
              write.failure());
        }
        requireNonNull(retried, "opened").inc();
        connector.invoke(write.request(), context);
      }
      flush();
    }
  }

  /** The only public method of the connector that waits for all requests, and reports failures. */
  private void flush() throws Exception {
    connector.snapshotState(null);
  }

  @Override
  public void close() throws Exception {
    if (rate != null) {
      rate.close();
    }
    connector.close();
  }

  /** The connector asks for neither. */
  private static final class NoContext implements Context {

    @Override
    public long currentProcessingTime() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long currentWatermark() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Long timestamp() {
      return null;
    }
  }
}
