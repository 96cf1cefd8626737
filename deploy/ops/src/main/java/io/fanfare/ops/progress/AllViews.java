package io.fanfare.ops.progress;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.ops.Await;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.search.ServedIndex;
import io.fanfare.schemas.progress.Views;
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
    progress = new ViewProgress(pipeline.kafkaBootstrap());
  }

  /**
   * Returns when every effect of what is committed in the source now is durable in the views.
   *
   * @throws LateException if it is not within half an hour, with what is behind
   */
  public void awaitCurrent() throws InterruptedException {
    awaitCurrent(PATIENCE, () -> {});
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
    progress.await(views(patience), patience, meanwhile);
  }

  private Set<String> views(Duration patience) throws InterruptedException {
    if (!pipeline.searches()) {
      return Views.of(null, pipeline.counts());
    }
    try (Elasticsearch elasticsearch = new Elasticsearch(pipeline.requireSearch())) {
      return Views.of(served(elasticsearch, patience), pipeline.counts());
    }
  }

  private static String served(Elasticsearch elasticsearch, Duration patience)
      throws InterruptedException {
    try {
      return Await.success(
          patience, UnavailableException.class, () -> ServedIndex.generation(elasticsearch));
    } catch (UnavailableException e) {
      throw new LateException(String.valueOf(e.getMessage()));
    }
  }
}
