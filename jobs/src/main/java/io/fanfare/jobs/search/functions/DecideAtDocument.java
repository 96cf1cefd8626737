package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.HeldMarkers;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.Rewriting;
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
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.util.Collector;

/** Keyed by document: {@link DocumentRule}, with a timer for counts that wait. */
public final class DecideAtDocument
    extends KeyedProcessFunction<Tuple2<Integer, Long>, DocumentChange, Document>
    implements CheckpointedFunction, Rewriting<Tuple2<Integer, Long>, Document> {

  private static final long serialVersionUID = 1L;

  private static final DocumentKind[] KINDS = DocumentKind.values();

  /** What stands for all documents while they are rewritten; no document has it. */
  private static final Tuple2<Integer, Long> ALL = Tuple2.of(-1, -1L);

  private final String view;
  private final long countsAfterMillis;
  private final long playsAfterMillis;
  private transient DocumentRule rule;
  private transient DocumentState document;
  private transient HeldMarkers<Tuple2<Integer, Long>> markers;

  /**
   * As an operator: whatever savepoint it is restored from, its indices get all documents.
   *
   * @param generation of the indices that are written
   * @param countsAfter how long counts gather before they are written
   * @param playsAfter how long plays gather before they are
   */
  public static OneInputStreamOperator<DocumentChange, Document> operator(
      String generation, Duration countsAfter, Duration playsAfter) {
    return new RewritingOperator<>(
        new DecideAtDocument(Views.search(generation), countsAfter, playsAfter),
        FlinkDocumentState.ROW,
        generation);
  }

  /**
   * @param view whose markers pass here
   * @param countsAfter how long counts gather before they are written
   * @param playsAfter how long plays gather before they are
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  DecideAtDocument(String view, Duration countsAfter, Duration playsAfter) {
    this.view = view;
    this.playsAfterMillis = playsAfter.toMillis();
    this.countsAfterMillis = countsAfter.toMillis();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    // The subtask that reads, and all that decide at owners.
    int senders = 1 + task.getNumberOfParallelSubtasks();
    markers =
        new HeldMarkers<>(
            context.getOperatorStateStore(), task, Types.TUPLE(Types.INT, Types.LONG), senders);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    markers.snapshot();
  }

  @Override
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before.
  public void open(OpenContext openContext) {
    rule = new DocumentRule();
    document = new FlinkDocumentState(getRuntimeContext());
  }

  @Override
  public void processElement(DocumentChange change, Context context, Collector<Document> out) {
    if (change.getChange() instanceof MarkerCopy copy) {
      if (MarkerCopies.isFor(getRuntimeContext().getTaskInfo(), copy)) {
        markers.take(copy);
      }
    } else {
      if (rule.apply(change, document, out::collect)) {
        boolean isPlayed = change.getChange() instanceof PlaysChange;
        settleIn(isPlayed ? playsAfterMillis : countsAfterMillis, context.timerService());
      }
      markers.parked(context.getCurrentKey(), document.tally().getDueSince());
    }
    release(out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Document> out) {
    Tuple2<Integer, Long> key = context.getCurrentKey();
    rule.settle(KINDS[key.f0], key.f1, document, out::collect);
    markers.parked(key, null);
    release(out);
  }

  @Override
  public void beginRewriting() {
    markers.parked(ALL, Long.MIN_VALUE);
  }

  @Override
  public void rewrite(Tuple2<Integer, Long> key, Collector<Document> out) {
    rule.rewrite(KINDS[key.f0], key.f1, document, out::collect);
    markers.parked(key, null);
  }

  @Override
  public void endRewriting(Collector<Document> out) {
    markers.parked(ALL, null);
    release(out);
  }

  private void release(Collector<Document> out) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (HeldMarker marker : markers.release()) {
      out.collect(
          carrying(
              new Passed(
                  view,
                  marker.getId(),
                  "document/" + task.getIndexOfThisSubtask(),
                  task.getNumberOfParallelSubtasks())));
    }
  }

  private static Document carrying(Passed marker) {
    return new Document(
        DocumentKind.TRACK, 0L, 0L, 0L, null, null, new Counts(0L, 0L, 0L, 0L, 0L), marker);
  }

  private static void settleIn(long millis, TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + millis);
  }
}
