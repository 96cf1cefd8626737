package io.fanfare.ops.jobs;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.JobArguments;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.search.Indices;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job that runs all the time.
 *
 * @param name under which it runs
 * @param mainClass in the jobs' jar
 * @param arguments with the addresses of its servers
 */
record JobKind(String name, String mainClass, List<String> arguments) {

  private static final String SEARCH_PREFIX = JobNames.search("");

  /** The names of the jobs that the pipeline should have, except that of search. */
  static List<String> names(PipelineAccess pipeline) {
    Stream<String> dashboards =
        Stream.of(
            JobNames.FAN_OUT,
            JobNames.DASHBOARD_INTERACTIVE,
            JobNames.DASHBOARD_BATCH,
            JobNames.CLOSENESS);
    Stream<String> stats = pipeline.counts() ? Stream.of(JobNames.STATS) : Stream.of();
    Stream<String> notifications =
        pipeline.notifies() ? Stream.of(JobNames.NOTIFICATIONS) : Stream.of();
    return Stream.of(dashboards, stats, notifications).flatMap(names -> names).toList();
  }

  static boolean isSearch(String name) {
    return name.startsWith(SEARCH_PREFIX)
        && Indices.isGeneration(name.substring(SEARCH_PREFIX.length()));
  }

  /** The consumer group of a job. */
  static String groupOf(String name) {
    return isSearch(name) ? JobNames.SEARCH : name;
  }

  /**
   * The job of a name.
   *
   * @throws OperationException if no job has it
   */
  static JobKind of(PipelineAccess pipeline, String name) {
    List<String> arguments = new ArrayList<>(JobArguments.kafka(pipeline.kafka()));
    String mainClass =
        switch (name) {
          case JobNames.FAN_OUT -> JobNames.FAN_OUT_CLASS;
          case JobNames.DASHBOARD_INTERACTIVE, JobNames.DASHBOARD_BATCH -> {
            boolean isBatch = name.equals(JobNames.DASHBOARD_BATCH);
            arguments.addAll(List.of("--lane", isBatch ? "batch" : "interactive"));
            arguments.addAll(JobArguments.store(pipeline, pipeline.dashboards()));
            yield JobNames.DASHBOARD_CLASS;
          }
          case JobNames.CLOSENESS -> {
            arguments.addAll(JobArguments.store(pipeline, pipeline.dashboards()));
            yield JobNames.CLOSENESS_CLASS;
          }
          case JobNames.STATS -> {
            arguments.addAll(JobArguments.store(pipeline, pipeline.requireStats()));
            yield JobNames.STATS_CLASS;
          }
          case JobNames.NOTIFICATIONS -> {
            arguments.addAll(JobArguments.store(pipeline, pipeline.dashboards()));
            yield JobNames.NOTIFICATIONS_CLASS;
          }
          default -> {
            requireSearch(pipeline, name);
            arguments.addAll(List.of("--generation", name.substring(SEARCH_PREFIX.length())));
            arguments.addAll(JobArguments.search(pipeline));
            yield JobNames.SEARCH_CLASS;
          }
        };
    return new JobKind(name, mainClass, arguments);
  }

  private static void requireSearch(PipelineAccess pipeline, String name) {
    if (!isSearch(name)) {
      throw new OperationException(
          "There is no job %s: known are %s and %sGENERATION."
              .formatted(name, String.join(", ", names(pipeline)), SEARCH_PREFIX));
    }
  }
}
