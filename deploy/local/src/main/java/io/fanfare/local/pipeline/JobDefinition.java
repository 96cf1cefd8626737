package io.fanfare.local.pipeline;

import io.fanfare.local.RequestedJobs;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.JobArguments;
import io.fanfare.ops.backfill.JobRequest;
import io.fanfare.ops.backfill.SearchBuild;
import io.fanfare.ops.backfill.StatsRebuild;
import io.fanfare.schemas.JobNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job of the pipeline.
 *
 * @param name the key of the job in Flink and in the ledger
 * @param mainClass in the jobs' jar
 * @param arguments of its main method
 * @param from name of the job whose savepoint this one starts from; null for none
 * @param isOptional whether the stack counts as up without this job
 */
record JobDefinition(
    String name,
    String mainClass,
    List<String> arguments,
    @Nullable String from,
    boolean isOptional) {

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

  private JobDefinition(String name, String mainClass, List<String> arguments) {
    this(name, mainClass, arguments, null, false);
  }

  /** All jobs that a stack should run now. */
  static List<JobDefinition> all(StackSettings settings) {
    String kafka = new StackAddresses(settings).kafka().bootstrap();
    List<JobDefinition> jobs = new ArrayList<>();
    jobs.add(
        new JobDefinition(
            JobNames.FAN_OUT,
            JobNames.FAN_OUT_CLASS,
            List.of("--kafka-bootstrap", kafka, "--parallelism", "2")));
    jobs.add(
        dashboard(
            JobNames.DASHBOARD_INTERACTIVE,
            "interactive",
            2,
            0,
            store(settings, CHUNKS_IN_FLIGHT)));
    jobs.add(
        dashboard(
            JobNames.DASHBOARD_BATCH,
            "batch",
            1,
            settings.batchRowsPerSecond(),
            store(settings, BATCH_CHUNKS_IN_FLIGHT)));
    jobs.add(closeness(settings));
    if (settings.extent().counts()) {
      jobs.add(new JobDefinition(JobNames.STATS, JobNames.STATS_CLASS, servers(settings)));
    }
    for (JobRequest request : new RequestedJobs(settings.home()).all()) {
      if (isIncluded(request, settings.extent())) {
        jobs.add(requested(settings, request));
      }
    }
    return settings.skipsLostRecords() ? jobs.stream().map(JobDefinition::skipping).toList() : jobs;
  }

  private JobDefinition skipping() {
    List<String> more = new ArrayList<>(arguments);
    more.addAll(List.of("--skip-lost-records", "true"));
    return new JobDefinition(name, mainClass, more, from, isOptional);
  }

  private static boolean isIncluded(JobRequest request, Extent extent) {
    return request instanceof SearchBuild ? extent.searches() : extent.counts();
  }

  private static JobDefinition requested(StackSettings settings, JobRequest request) {
    List<String> arguments = JobArguments.of(new StackAddresses(settings).access(), request);
    String from = request.savepointOf().orElse(null);
    boolean isOptional = request instanceof StatsRebuild || from != null;
    return new JobDefinition(request.job(), request.mainClass(), arguments, from, isOptional);
  }

  private static JobDefinition closeness(StackSettings settings) {
    List<String> arguments = store(settings, CHUNKS_IN_FLIGHT);
    arguments.addAll(
        List.of("--max-rows-per-second", Integer.toString(settings.batchRowsPerSecond())));
    return new JobDefinition(JobNames.CLOSENESS, JobNames.CLOSENESS_CLASS, arguments);
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
      String name, String lane, int parallelism, int maxRowsPerSecond, List<String> store) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--lane", lane));
    arguments.addAll(store);
    arguments.addAll(List.of("--parallelism", Integer.toString(parallelism)));
    arguments.addAll(List.of("--max-rows-per-second", Integer.toString(maxRowsPerSecond)));
    return new JobDefinition(name, JobNames.DASHBOARD_CLASS, arguments);
  }
}
