package io.fanfare.jobs.savepoints;

import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a savepoint or checkpoint.
 *
 * @param job the job of this jar that it fits best; null if it fits none
 * @param writtenAt when it was complete, by the clock of its storage; null if it cannot be read
 * @param positions the next offset of each partition, by topic
 * @param problems one sentence for each reason why no job of this jar can be restored from it
 */
record SavepointReport(
    String location,
    @Nullable String job,
    @Nullable Instant writtenAt,
    Map<String, Map<Integer, Long>> positions,
    List<String> problems) {

  private record Fit(String job, long shared, List<String> problems) {}

  static SavepointReport of(SavepointFile file, Map<String, JobStates> jobs) {
    List<SavedOperator> operators;
    try {
      operators = SavedOperators.of(file.metadata(), file.location());
    } catch (IOException | RuntimeException e) {
      return unreadable(file, e);
    }
    Map<String, Map<Integer, Long>> positions = new TreeMap<>();
    operators.forEach(operator -> positions.putAll(operator.positions()));
    Optional<Fit> best =
        jobs.entrySet().stream()
            .map(job -> fit(operators, job.getKey(), job.getValue()))
            .filter(fit -> fit.shared() > 0)
            .max(
                Comparator.comparingLong(Fit::shared).thenComparing(fit -> -fit.problems().size()));
    return new SavepointReport(
        file.location(),
        best.map(fit -> name(fit.job(), positions)).orElse(null),
        file.writtenAt(),
        positions,
        best.map(Fit::problems)
            .orElse(
                List.of(
                    "The savepoint has the state of no job of this jar: take one of this pipeline,"
                        + " or the jar that wrote it.")));
  }

  /** There is no savepoint, or no access to it. */
  static SavepointReport missing(String location, IOException e) {
    return new SavepointReport(
        location,
        null,
        null,
        Map.of(),
        List.of(
            "There is no savepoint at %s that the cluster can read (%s): give a URI as the cluster"
                    .formatted(location, e.getMessage())
                + " reaches it."));
  }

  private static SavepointReport unreadable(SavepointFile file, Exception e) {
    return new SavepointReport(
        file.location(),
        null,
        file.writtenAt(),
        Map.of(),
        List.of(
            "The savepoint cannot be read (%s): if its files are complete, take the jar that wrote it."
                .formatted(e)));
  }

  /** Operators that jobs share have the same uid in each, so that the job has to be guessed. */
  private static Fit fit(List<SavedOperator> operators, String name, JobStates job) {
    long shared =
        operators.stream().filter(operator -> job.operators().containsKey(operator.id())).count();
    return new Fit(name, shared, StateComparison.problems(operators, job));
  }

  /** The lanes have a job each, of the same state. */
  private static String name(String job, Map<String, Map<Integer, Long>> positions) {
    if (positions.containsKey(Topics.DASHBOARD_INTERACTIVE)) {
      return JobNames.DASHBOARD_INTERACTIVE;
    }
    return positions.containsKey(Topics.DASHBOARD_BATCH) ? JobNames.DASHBOARD_BATCH : job;
  }

  /** As a JSON document. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("location", location);
    if (job != null) {
      document.put("job", job);
    }
    if (writtenAt != null) {
      document.put("writtenAt", writtenAt.toString());
    }
    document.put("positions", positions);
    document.put("problems", problems);
    return document;
  }
}
