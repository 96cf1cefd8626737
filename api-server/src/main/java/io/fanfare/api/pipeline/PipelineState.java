package io.fanfare.api.pipeline;

import io.fanfare.api.availability.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How the pipeline is now. All who ask within a few seconds get the same answer, so that Prometheus
 * has the same work for one viewer and for a thousand.
 */
public final class PipelineState {

  /** Less than the time between two scrapes, so nobody sees older values for it. */
  private static final Duration SHARED = Duration.ofSeconds(3);

  private final @Nullable Prometheus prometheus;
  private final Clock clock;
  private final Map<String, String> queries = PipelineQueries.all();
  private @Nullable CompletableFuture<Answer> latest;
  private volatile long answered;

  /**
   * @param prometheus null if none is configured
   */
  public PipelineState(@Nullable Prometheus prometheus, Clock clock) {
    this.prometheus = prometheus;
    this.clock = clock;
  }

  /**
   * @param asOf when Prometheus was asked, in ISO 8601
   * @param series the values of each query, by its name
   */
  public record Answer(String asOf, Map<String, List<Sample>> series) {}

  /**
   * The state, at most some seconds old. The result fails with an {@link UnavailableException} if
   * there is no Prometheus or it does not answer; this, too, is shared for some seconds.
   */
  public synchronized CompletableFuture<Answer> current() {
    CompletableFuture<Answer> answer = latest;
    if (answer == null || (answer.isDone() && hasAged())) {
      answer = ask().whenComplete((done, failure) -> answered = clock.millis());
      latest = answer;
    }
    return answer.copy();
  }

  private boolean hasAged() {
    // The clock may have been set back.
    return Math.abs(clock.millis() - answered) >= SHARED.toMillis();
  }

  private CompletableFuture<Answer> ask() {
    if (prometheus == null) {
      return CompletableFuture.failedFuture(
          new UnavailableException(
              "There are no values without a Prometheus: start the API server with"
                  + " --prometheus-url.",
              null));
    }
    String asOf = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    return prometheus.ask(queries).thenApply(series -> new Answer(asOf, series));
  }
}
