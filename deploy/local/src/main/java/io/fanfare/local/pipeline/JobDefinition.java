package io.fanfare.local.pipeline;

import io.fanfare.local.SearchGenerations;
import io.fanfare.local.SearchGenerations.Generation;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StatsRebuild;
import io.fanfare.local.process.Launch;
import io.fanfare.local.server.CassandraServer;
import io.fanfare.schemas.progress.Views;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job of the pipeline.
 *
 * @param name that it runs under: the key of what is remembered of it
 * @param mainClass in the jobs' jar
 * @param arguments of its main method
 * @param from name of the job from whose savepoint it begins; null for none
 * @param isExtra whether the stack is up without it, too
 */
record JobDefinition(
    String name, String mainClass, List<String> arguments, @Nullable String from, boolean isExtra) {

  private static final String DASHBOARD = "io.fanfare.jobs.dashboard.DashboardJob";
  private static final String STATS = "io.fanfare.jobs.stats.StatsJob";

  /** Each waits for a sync of the store's log, so it takes many to keep the store busy. */
  private static final int CHUNKS_IN_FLIGHT = 64;

  /** Few tracks are played here, and somebody may be looking. */
  private static final int PLAYS_AFTER_MILLIS = 2_000;

  JobDefinition {
    arguments = List.copyOf(arguments);
  }

  private JobDefinition(String name, String mainClass, List<String> arguments) {
    this(name, mainClass, arguments, null, false);
  }

  /** Every job of the pipeline as it is wanted now, with the addresses of a stack. */
  static List<JobDefinition> all(StackSettings settings) {
    String kafka = Launch.HOST + ":" + settings.ports().kafka();
    List<JobDefinition> jobs = new ArrayList<>();
    jobs.add(
        new JobDefinition(
            "fan-out",
            "io.fanfare.jobs.fanout.FanOutJob",
            List.of("--kafka-bootstrap", kafka, "--parallelism", "2")));
    jobs.add(dashboard(settings, "interactive", 2, 0));
    jobs.add(dashboard(settings, "batch", 1, settings.batchRowsPerSecond()));
    jobs.add(closeness(settings));
    if (settings.extent().searches()) {
      new SearchGenerations(settings.home())
          .all()
          .forEach(generation -> jobs.add(search(settings, generation)));
    }
    if (settings.extent().counts()) {
      jobs.add(new JobDefinition(Views.STATS, STATS, servers(settings)));
      new StatsRebuild(settings.home())
          .wanted()
          .ifPresent(wanted -> jobs.add(rebuild(settings, wanted)));
    }
    return jobs;
  }

  private static JobDefinition search(StackSettings settings, Generation generation) {
    return new JobDefinition(
        Views.search(generation.name()),
        "io.fanfare.jobs.search.SearchJob",
        List.of(
            "--kafka-bootstrap",
            Launch.HOST + ":" + settings.ports().kafka(),
            "--elasticsearch-hosts",
            Launch.HOST + ":" + settings.ports().elasticsearch(),
            "--generation",
            generation.name(),
            "--plays-after-ms",
            Integer.toString(PLAYS_AFTER_MILLIS)),
        generation.from() == null ? null : Views.search(generation.from()),
        generation.from() != null);
  }

  private static JobDefinition rebuild(StackSettings settings, StatsRebuild.Wanted wanted) {
    List<String> arguments = new ArrayList<>(servers(settings));
    arguments.addAll(List.of("--rebuild", wanted.fromSavepoint() ? "savepoint" : "log"));
    arguments.addAll(List.of("--from", wanted.from(), "--to", wanted.to()));
    arguments.addAll(
        List.of("--max-rows-per-second", Integer.toString(settings.batchRowsPerSecond())));
    String from = wanted.fromSavepoint() ? Views.STATS : null;
    return new JobDefinition(Views.STATS_REBUILD, STATS, arguments, from, true);
  }

  private static JobDefinition closeness(StackSettings settings) {
    List<String> arguments = store(settings);
    arguments.addAll(
        List.of("--max-rows-per-second", Integer.toString(settings.batchRowsPerSecond())));
    return new JobDefinition("closeness", "io.fanfare.jobs.closeness.ClosenessJob", arguments);
  }

  /** Where a job reads from and writes to. */
  private static List<String> servers(StackSettings settings) {
    return List.of(
        "--kafka-bootstrap",
        Launch.HOST + ":" + settings.ports().kafka(),
        "--cassandra-contact-point",
        Launch.HOST + ":" + settings.ports().cassandra(),
        "--cassandra-datacenter",
        CassandraServer.DATACENTER,
        "--cassandra-sync-lag-ms",
        Long.toString(CassandraServer.SYNC_LAG.toMillis()));
  }

  /** The same, for a job that writes chunks. */
  private static List<String> store(StackSettings settings) {
    List<String> arguments = new ArrayList<>(servers(settings));
    arguments.addAll(List.of("--chunks-in-flight", Integer.toString(CHUNKS_IN_FLIGHT)));
    return arguments;
  }

  private static JobDefinition dashboard(
      StackSettings settings, String lane, int parallelism, int maxRowsPerSecond) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--lane", lane));
    arguments.addAll(store(settings));
    arguments.addAll(List.of("--parallelism", Integer.toString(parallelism)));
    arguments.addAll(List.of("--max-rows-per-second", Integer.toString(maxRowsPerSecond)));
    return new JobDefinition("dashboard-" + lane, DASHBOARD, arguments);
  }
}
