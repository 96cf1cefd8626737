package io.fanfare.local.pipeline;

import io.fanfare.local.RequestedJobs;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.JobArguments;
import io.fanfare.ops.backfill.JobRequest;
import io.fanfare.ops.backfill.SearchBuild;
import io.fanfare.ops.backfill.SearchRebuild;
import io.fanfare.ops.backfill.StatsRebuild;
import io.fanfare.schemas.JobNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job of the pipeline.
 *
 * @param name the key of the job in Flink and in the ledger
 * @param jar that has its main class
 * @param arguments of its main method
 * @param from the savepoint that its first run starts from, a URI; null for none
 * @param isOptional whether the stack counts as up without this job
 * @param isBatch whether it ends by itself, and has no checkpoints
 */
record JobDefinition(
    String name,
    Path jar,
    String mainClass,
    List<String> arguments,
    @Nullable String from,
    boolean isOptional,
    boolean isBatch) {

  /**
   * Each chunk waits for a sync of Cassandra's commit log, so only many chunks keep it busy. The
   * more there are, the larger are the groups that are written together, and the longer does a
   * small post wait behind one: so only the batch lane has more.
   */
  private static final int CHUNKS_IN_FLIGHT = 64;

  private static final int BATCH_CHUNKS_IN_FLIGHT = 512;

  JobDefinition {
    arguments = List.copyOf(arguments);
  }

  private JobDefinition(
      StackSettings settings, String name, String mainClass, List<String> arguments) {
    this(name, settings.checkout().jobsJar(), mainClass, arguments, null, false, false);
  }

  /** All jobs that a stack should run now. */
  static List<JobDefinition> all(StackSettings settings) {
    String kafka = new StackAddresses(settings).kafka().bootstrap();
    List<JobDefinition> jobs = new ArrayList<>();
    jobs.add(
        new JobDefinition(
            settings,
            JobNames.FAN_OUT,
            JobNames.FAN_OUT_CLASS,
            List.of("--kafka-bootstrap", kafka, "--parallelism", "2")));
    jobs.add(
        dashboard(
            settings,
            JobNames.DASHBOARD_INTERACTIVE,
            "interactive",
            2,
            0,
            store(settings, CHUNKS_IN_FLIGHT)));
    jobs.add(
        dashboard(
            settings,
            JobNames.DASHBOARD_BATCH,
            "batch",
            1,
            settings.batchRowsPerSecond(),
            store(settings, BATCH_CHUNKS_IN_FLIGHT)));
    jobs.add(closeness(settings));
    if (settings.extent().counts()) {
      jobs.add(
          new JobDefinition(settings, JobNames.STATS, JobNames.STATS_CLASS, servers(settings)));
    }
    if (settings.extent().notifies()) {
      jobs.add(
          new JobDefinition(
              settings, JobNames.NOTIFICATIONS, JobNames.NOTIFICATIONS_CLASS, servers(settings)));
    }
    for (JobRequest request : new RequestedJobs(settings.home()).all()) {
      if (isIncluded(request, settings.extent())) {
        jobs.add(requested(settings, request));
      }
    }
    return settings.skipsLostRecords() ? jobs.stream().map(JobDefinition::skipping).toList() : jobs;
  }

  /** A batch job reads no topic. */
  private JobDefinition skipping() {
    if (isBatch) {
      return this;
    }
    List<String> more = new ArrayList<>(arguments);
    more.addAll(List.of("--skip-lost-records", "true"));
    return new JobDefinition(name, jar, mainClass, more, from, isOptional, false);
  }

  private static boolean isIncluded(JobRequest request, Extent extent) {
    if (request instanceof SearchBuild || request instanceof SearchRebuild) {
      return extent.searches();
    }
    return !(request instanceof StatsRebuild) || extent.counts();
  }

  private static JobDefinition requested(StackSettings settings, JobRequest request) {
    PipelineAccess access = new StackAddresses(settings).access();
    String from = request.startsFrom().orElse(null);
    return new JobDefinition(
        request.job(),
        request.jar(access.requireFlink()),
        request.mainClass(),
        JobArguments.of(access, request),
        from,
        !(request instanceof SearchBuild) || from != null,
        request.runsAsBatch());
  }

  private static JobDefinition closeness(StackSettings settings) {
    List<String> arguments = store(settings, CHUNKS_IN_FLIGHT);
    arguments.addAll(
        List.of("--max-rows-per-second", Integer.toString(settings.batchRowsPerSecond())));
    return new JobDefinition(settings, JobNames.CLOSENESS, JobNames.CLOSENESS_CLASS, arguments);
  }

  /** Arguments with the servers that a job reads from and writes to. */
  private static List<String> servers(StackSettings settings) {
    PipelineAccess access = new StackAddresses(settings).access();
    List<String> arguments = new ArrayList<>(JobArguments.kafka(access.kafka()));
    arguments.addAll(JobArguments.store(access, access.dashboards()));
    return arguments;
  }

  /** Arguments of a job that writes chunks to Cassandra. */
  private static List<String> store(StackSettings settings, int chunksInFlight) {
    List<String> arguments = new ArrayList<>(servers(settings));
    arguments.addAll(List.of("--chunks-in-flight", Integer.toString(chunksInFlight)));
    return arguments;
  }

  private static JobDefinition dashboard(
      StackSettings settings,
      String name,
      String lane,
      int parallelism,
      int maxRowsPerSecond,
      List<String> store) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--lane", lane));
    arguments.addAll(store);
    arguments.addAll(List.of("--parallelism", Integer.toString(parallelism)));
    arguments.addAll(List.of("--max-rows-per-second", Integer.toString(maxRowsPerSecond)));
    return new JobDefinition(settings, name, JobNames.DASHBOARD_CLASS, arguments);
  }
}
