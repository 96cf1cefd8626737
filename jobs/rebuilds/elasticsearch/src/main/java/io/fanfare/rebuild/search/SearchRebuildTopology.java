package io.fanfare.rebuild.search;

import io.fanfare.connectors.kafka.ImmutableAvroTypeInfo;
import io.fanfare.jobs.search.SearchUids;
import io.fanfare.schemas.search.Document;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;

/**
 * The rebuild of search, as a batch job.
 *
 * <pre>
 * savepoint ──▶ read documents ──▶ Elasticsearch
 * </pre>
 */
final class SearchRebuildTopology {

  private SearchRebuildTopology() {}

  /**
   * @param index writes a document; the job's end is the proof that all are durable
   * @throws IOException if the savepoint cannot be read
   */
  static void define(SavepointReader savepoint, SinkFunction<Document> index) throws IOException {
    savepoint
        .readKeyedState(
            OperatorIdentifier.forUid(SearchUids.DOCUMENT),
            new ReadDocuments(),
            Types.TUPLE(Types.INT, Types.LONG),
            new ImmutableAvroTypeInfo<>(Document.class))
        .filter(document -> !ReadDocuments.isNothing(document))
        .addSink(index)
        .name("elasticsearch");
  }
}
