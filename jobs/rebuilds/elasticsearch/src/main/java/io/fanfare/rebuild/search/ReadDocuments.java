package io.fanfare.rebuild.search;

import io.fanfare.jobs.search.domain.DocumentRule;
import io.fanfare.jobs.search.domain.DocumentState;
import io.fanfare.jobs.search.functions.FlinkDocumentState;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the document of each key of the search job, as the job would write it. It includes counts
 * that the job holds back for a moment.
 *
 * <p>A key for which a reader emits nothing ends Flink's input without any error, and all later
 * keys of the split are missing: its source takes the absence of a record for the end. So this
 * emits a record that {@link #isNothing} recognizes for such a key.
 */
final class ReadDocuments extends KeyedStateReaderFunction<Tuple2<Integer, Long>, Document> {

  private static final long serialVersionUID = 1L;

  private static final DocumentKind[] KINDS = DocumentKind.values();

  /** No document has a version below 0. */
  private static final long NOTHING = -1;

  private transient DocumentRule rule;
  private transient DocumentState state;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  ReadDocuments() {}

  @Override
  public void open(Configuration parameters) {
    rule = new DocumentRule();
    state = new FlinkDocumentState(getRuntimeContext());
  }

  @Override
  public void readKey(Tuple2<Integer, Long> key, Context context, Collector<Document> out) {
    DocumentKind kind = KINDS[key.f0];
    boolean[] isEmpty = {true};
    rule.rewrite(
        kind,
        key.f1,
        state,
        document -> {
          isEmpty[0] = false;
          out.collect(document);
        });
    if (isEmpty[0]) {
      Counts none = new Counts(0L, 0L, 0L, 0L, 0L);
      out.collect(new Document(kind, key.f1, NOTHING, null, null, none, null));
    }
  }

  static boolean isNothing(Document document) {
    return document.getVersion() == NOTHING;
  }
}
