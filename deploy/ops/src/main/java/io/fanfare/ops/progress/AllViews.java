package io.fanfare.ops.progress;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.ops.Await;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.search.ServedIndex;
import io.fanfare.ops.terminal.WaitNotice;
import io.fanfare.schemas.progress.Views;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;

/** Waits for all views of a pipeline. */
public final class AllViews {

  /** A large fan-out may take minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final PipelineAccess pipeline;
  private final CapturedPosition captured;
  private final ViewProgress progress;

  public AllViews(PipelineAccess pipeline) {
    this.pipeline = pipeline;
    captured = new CapturedPosition(pipeline);
    progress = new ViewProgress(pipeline.kafka());
  }

  /**
   * Returns when every effect of what is committed in the source now is durable in the views.
   *
   * @throws LateException if it is not within half an hour, with what is behind
   */
  public void awaitCurrent() throws InterruptedException {
    awaitCurrent(PATIENCE, behind -> {});
  }

  /**
   * The same, with lines about what is behind if it takes more than a moment.
   *
   * @param out receives the lines
   * @throws LateException as above
   */
  public void awaitCurrent(PrintWriter out) throws InterruptedException {
    captured.await(PATIENCE, new WaitNotice(out));
    Set<String> views = views(PATIENCE, new WaitNotice(out));
    progress.await(views, PATIENCE, new WaitNotice(out));
  }

  /**
   * The same, within a time of the caller's choice.
   *
   * @param patience for the capture, and again for the views
   * @param meanwhile runs several times a second, on the thread that waits
   * @throws LateException if it is not within this time, with what is behind
   */
  public void awaitCurrent(Duration patience, Await.Meanwhile meanwhile)
      throws InterruptedException {
    captured.await(patience, meanwhile);
    progress.await(views(patience, meanwhile), patience, meanwhile);
  }

  /**
   * Where the source's binlog ends now.
   *
   * @throws io.fanfare.ops.OperationException if the source does not answer
   */
  public BinlogPosition sourceEnd() {
    try (SourceBinlog binlog = new SourceBinlog(pipeline.source())) {
      return binlog.end();
    }
  }

  private Set<String> views(Duration patience, Await.Meanwhile meanwhile)
      throws InterruptedException {
    if (!pipeline.searches()) {
      return Views.of(null, pipeline.counts());
    }
    try (Elasticsearch elasticsearch = new Elasticsearch(pipeline.requireSearch())) {
      return Views.of(served(elasticsearch, patience, meanwhile), pipeline.counts());
    }
  }

  private static String served(
      Elasticsearch elasticsearch, Duration patience, Await.Meanwhile meanwhile)
      throws InterruptedException {
    try {
      return Await.success(
          patience,
          UnavailableException.class,
          () -> {
            meanwhile.run(() -> "Elasticsearch has not reported which indices it serves");
            return ServedIndex.generation(elasticsearch);
          });
    } catch (UnavailableException e) {
      throw new LateException(String.valueOf(e.getMessage()));
    }
  }
}
