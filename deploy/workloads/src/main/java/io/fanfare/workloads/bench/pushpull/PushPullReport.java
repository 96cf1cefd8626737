package io.fanfare.workloads.bench.pushpull;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What `fanfare bench pushpull` found: what it costs to have an entry on a dashboard before anybody
 * asks, and what to fetch it when somebody does.
 *
 * @param pushMicrosecondsByProcess CPU of an entry through the pipeline
 * @param pushWallMicroseconds of an entry, with both lanes taking all that the store gives
 * @param activities of an outbox that are read
 * @param batchRowsPerSecond the share of the batch lane as `up` has it
 */
public record PushPullReport(
    Machine machine,
    Workload workload,
    Map<String, Double> pushMicrosecondsByProcess,
    double pushWallMicroseconds,
    int activities,
    Pull source,
    Pull cassandra,
    int batchRowsPerSecond) {

  private static final int[] FOLLOWERS = {1_000, 10_000, 100_000, 1_000_000};
  private static final int[] POSTS_A_WEEK = {1, 7, 70};

  /**
   * Reading one actor's newest activities.
   *
   * @param cpuMicroseconds of the store and of who asks, for one read
   * @param latency of reads one after the other
   */
  record Pull(double cpuMicroseconds, Latency latency) {}

  double pushMicroseconds() {
    return pushMicrosecondsByProcess.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Page reads of a follower for each post of the actor below which merging at read costs less: the
   * number of followers is in both costs alike, and does not matter.
   */
  double breakEven(Pull pull) {
    return pushMicroseconds() / pull.cpuMicroseconds;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.addAll(workload.lines());
    lines.add("");
    lines.add(
        format(
            "push: %.1f µs CPU an entry, %.1f µs wall", pushMicroseconds(), pushWallMicroseconds));
    pushMicrosecondsByProcess.forEach((name, us) -> lines.add(format("  %-34s %9.1f", name, us)));
    lines.add("");
    lines.add(Latency.head(format("pull: an outbox of %d, ms", activities)));
    lines.add(source.latency.line("from MySQL"));
    lines.add(cassandra.latency.line("from Cassandra"));
    lines.add(
        format(
            "  CPU of one read: %.0f µs from MySQL, %.0f µs from Cassandra",
            source.cpuMicroseconds, cassandra.cpuMicroseconds));
    lines.add("");
    lines.add("merging at read costs less CPU for a follower who reads fewer pages");
    lines.add(format("%-30s %12s %14s", "  than", "from MySQL", "from Cassandra"));
    lines.add(pages("for each post of the actor", 1));
    for (int posts : POSTS_A_WEEK) {
      lines.add(pages(format("a week, at %d posts a week", posts), posts));
    }
    lines.add("");
    lines.add(format("%12s %12s %22s", "followers", "CPU s a post", "s in the batch lane"));
    for (int followers : FOLLOWERS) {
      lines.add(
          format(
              "%,12d %12.2f %22.1f",
              followers,
              followers * pushMicroseconds() / 1e6,
              (double) followers / batchRowsPerSecond));
    }
    return lines;
  }

  private String pages(String what, int posts) {
    return format(
        "  %-28s %12.2f %14.2f", what, posts * breakEven(source), posts * breakEven(cassandra));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
