package io.fanfare.rebuild.search;

import static java.util.Objects.requireNonNull;

import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.connectors.elasticsearch.IndexedDocument;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.jobs.runtime.WriteRate;
import io.fanfare.schemas.search.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.configuration.Configuration;
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

  private final ElasticsearchSink<Document> connector;
  private final int documentsPerSecond;

  private transient @Nullable WriteRate rate;

  DocumentSink(SearchRebuildConfig config) {
    ElasticsearchAccess access = config.elasticsearch();
    String generation = config.generation();
    ElasticsearchSink.Builder<Document> builder =
        new ElasticsearchSink.Builder<>(
            access.nodes(),
            (document, context, indexer) -> indexer.add(request(document, generation)));
    builder.setBulkFlushMaxActions(MOST_DOCUMENTS);
    builder.setBulkFlushMaxSizeMb(MOST_MEGABYTES);
    builder.setFailureHandler(new RepeatedWrites());
    builder.setRestClientFactory(client -> configure(access, client));
    this.connector = builder.build();
    this.documentsPerSecond = config.maxDocumentsPerSecond();
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
    rate =
        WriteRate.of(documentsPerSecond, getRuntimeContext(), JobMetrics.of(getRuntimeContext()));
    connector.setRuntimeContext(getRuntimeContext());
    connector.open(configuration);
  }

  /** A batch job has no barriers to let through, so it may wait here. */
  @Override
  public void invoke(Document document, Context context) throws Exception {
    WriteRate pace = requireNonNull(rate, "opened");
    pace.acquire(1).join();
    connector.invoke(document, context);
    pace.written(1);
  }

  @Override
  public void finish() throws Exception {
    // The only public method of the connector that waits for all requests, and reports failures.
    connector.snapshotState(null);
  }

  @Override
  public void close() throws Exception {
    if (rate != null) {
      rate.close();
    }
    connector.close();
  }
}
