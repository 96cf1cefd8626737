package io.fanfare.local.pipeline;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import io.fanfare.local.server.CassandraServer;
import java.util.ArrayList;
import java.util.List;

/**
 * A job of the pipeline.
 *
 * @param name that it runs under: the key of what is remembered of it
 * @param mainClass in the jobs' jar
 * @param arguments of its main method
 */
record JobDefinition(String name, String mainClass, List<String> arguments) {

  private static final String DASHBOARD = "io.fanfare.jobs.dashboard.DashboardJob";

  JobDefinition {
    arguments = List.copyOf(arguments);
  }

  /** Every job of the pipeline, with the addresses of a stack. */
  static List<JobDefinition> all(StackSettings settings) {
    String kafka = Launch.HOST + ":" + settings.ports().kafka();
    return List.of(
        new JobDefinition(
            "fan-out",
            "io.fanfare.jobs.fanout.FanOutJob",
            List.of("--kafka-bootstrap", kafka, "--parallelism", "2")),
        dashboard(settings, "interactive", 2, 0),
        dashboard(settings, "batch", 1, settings.batchRowsPerSecond()),
        closeness(settings));
  }

  private static JobDefinition closeness(StackSettings settings) {
    List<String> arguments = new ArrayList<>(store(settings));
    arguments.addAll(
        List.of("--max-rows-per-second", Integer.toString(settings.batchRowsPerSecond())));
    return new JobDefinition("closeness", "io.fanfare.jobs.closeness.ClosenessJob", arguments);
  }

  /** Where a job reads from and writes to. */
  private static List<String> store(StackSettings settings) {
    return List.of(
        "--kafka-bootstrap",
        Launch.HOST + ":" + settings.ports().kafka(),
        "--cassandra-contact-point",
        Launch.HOST + ":" + settings.ports().cassandra(),
        "--cassandra-datacenter",
        CassandraServer.DATACENTER);
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
