package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.PassedMarkers;
import io.fanfare.jobs.runtime.RewritingFunction;
import io.fanfare.jobs.runtime.RewritingOperator;
import io.fanfare.jobs.search.domain.DocumentRule;
import io.fanfare.jobs.search.domain.DocumentState;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.progress.Views;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.PlaysChange;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by document: {@link DocumentRule} on the document's state. Counts that wait are parked. */
public final class DecideAtDocument
    extends RewritingFunction<Tuple2<Integer, Long>, DocumentChange, Document> {

  private static final long serialVersionUID = 1L;

  private static final DocumentKind[] KINDS = DocumentKind.values();

  private final String view;
  private final long countsAfterMillis;
  private final long playsAfterMillis;
  private transient DocumentRule rule;
  private transient DocumentState document;

  /**
   * As an operator: restored from the savepoint of another generation, it writes all documents.
   *
   * @param generation the generation of the indices to write
   * @param haveState whether these indices have the documents of that savepoint already
   * @param countsAfter how long counts gather before they are written
   * @param playsAfter how long plays gather before they are written
   */
  public static OneInputStreamOperator<DocumentChange, Document> operator(
      String generation, boolean haveState, Duration countsAfter, Duration playsAfter) {
    return new RewritingOperator<>(
        new DecideAtDocument(Views.search(generation), countsAfter, playsAfter),
        FlinkDocumentState.ROW,
        generation,
        haveState);
  }

  /**
   * @param view the view whose progress its markers prove
   * @param countsAfter how long counts gather before they are written
   * @param playsAfter how long plays gather before they are written
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  DecideAtDocument(String view, Duration countsAfter, Duration playsAfter) {
    super(Types.TUPLE(Types.INT, Types.LONG), Tuple2.of(-1, -1L));
    this.view = view;
    this.playsAfterMillis = playsAfter.toMillis();
    this.countsAfterMillis = countsAfter.toMillis();
  }

  @Override
  public void open(OpenContext openContext) {
    rule = new DocumentRule();
    document = new FlinkDocumentState(getRuntimeContext());
  }

  /** The subtask that reads `models`, and all that decide at owners. */
  @Override
  protected int senders(int parallelism) {
    return 1 + parallelism;
  }

  @Override
  protected @Nullable MarkerCopy markerIn(DocumentChange change) {
    return change.getChange() instanceof MarkerCopy copy ? copy : null;
  }

  @Override
  protected boolean apply(
      Tuple2<Integer, Long> key, DocumentChange change, Collector<Document> out) {
    return rule.apply(change, document, out::collect);
  }

  @Override
  protected long resumeAfterMillis(DocumentChange change) {
    return change.getChange() instanceof PlaysChange ? playsAfterMillis : countsAfterMillis;
  }

  @Override
  protected boolean resume(Tuple2<Integer, Long> key, Collector<Document> out) {
    rule.flush(KINDS[key.f0], key.f1, document, out::collect);
    return false;
  }

  /** Plays that wait hold no marker: they do not come from `models`. */
  @Override
  protected @Nullable Long parkedSince() {
    return document.tally().getDueSince();
  }

  @Override
  protected boolean rewrite(Tuple2<Integer, Long> key, Collector<Document> out) {
    rule.rewrite(KINDS[key.f0], key.f1, document, out::collect);
    return false;
  }

  @Override
  protected void forward(HeldMarker marker, Collector<Document> out) {
    Passed passed = PassedMarkers.of(view, marker, "document", getRuntimeContext().getTaskInfo());
    out.collect(
        new Document(
            DocumentKind.TRACK, 0L, 0L, null, null, new Counts(0L, 0L, 0L, 0L, 0L), passed));
  }
}
