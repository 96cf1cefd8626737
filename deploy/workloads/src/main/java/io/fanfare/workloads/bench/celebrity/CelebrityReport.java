package io.fanfare.workloads.bench.celebrity;

import io.fanfare.workloads.bench.kit.Checkpoints.Checkpoint;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What `fanfare bench celebrity` found.
 *
 * @param followers of the celebrity
 * @param bytesAnEdge in a full checkpoint of the fan-out job, all that it keeps included
 * @param batchRowsPerSecond the batch lane's share of the store; 0 for no bound
 * @param rawRowsPerSecond the ceiling: the same rows from a client that does nothing else
 * @param idle small posts with nothing else going on
 * @param hiddenAfterMillis from the removal's commit until a follower's feed shows it no more
 */
public record CelebrityReport(
    Machine machine,
    int followers,
    double smallPostsPerSecond,
    int smallFollowers,
    double bytesAnEdge,
    int batchRowsPerSecond,
    double rawRowsPerSecond,
    Stages idle,
    FanOut post,
    FanOut removal,
    double hiddenAfterMillis) {

  /**
   * A large fan-out during small posts.
   *
   * @param seconds from its commit to the completion event of its last entry
   */
  record FanOut(
      long entries,
      double seconds,
      Stages small,
      List<Moment> timeline,
      List<Checkpoint> checkpoints) {

    double rowsPerSecond() {
      return entries / seconds;
    }

    List<Checkpoint> failed() {
      return checkpoints.stream().filter(checkpoint -> !checkpoint.completed()).toList();
    }

    /** The longest of a job's, or 0. */
    double slowestCheckpointSeconds(String job) {
      return checkpoints.stream()
              .filter(checkpoint -> checkpoint.job().equals(job))
              .mapToLong(Checkpoint::millis)
              .max()
              .orElse(0)
          / 1e3;
    }
  }

  /**
   * A step of the timeline.
   *
   * @param second since the large fan-out's commit
   * @param entries of it that are on dashboards
   * @param small small posts' entries of this step
   * @param checkpoints that ended in this step
   */
  record Moment(double second, long entries, Latency small, List<Checkpoint> checkpoints) {

    static String head() {
      return format("%8s %12s %9s %9s  %s", "s", "entries", "p50", "max", "checkpoints, s");
    }

    String line() {
      return format(
          "%8.1f %,12d %9.1f %9.1f  %s",
          second,
          entries,
          small.p50(),
          small.max(),
          checkpoints.stream()
              .map(each -> format("%s %.1f", each.job(), each.millis() / 1e3))
              .collect(Collectors.joining(", ")));
    }
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.add(
        format(
            "one artist with %,d followers; %.0f posts/s of others with %,d each",
            followers, smallPostsPerSecond, smallFollowers));
    lines.add("");
    lines.add(Latency.head("small posts: commit to dashboard, ms"));
    lines.addAll(idle.lines("idle"));
    lines.addAll(post.small.lines("beside the large fan-out"));
    lines.addAll(removal.small.lines("beside its removal"));
    lines.add(
        format(
            "  p99 beside the large fan-out: %.1f times the idle one; beside its removal: %.1f times",
            post.small.total().p99() / idle.total().p99(),
            removal.small.total().p99() / idle.total().p99()));
    describe("the post", post, lines);
    describe("its removal", removal, lines);
    lines.add("");
    lines.add(
        format("a follower's feed shows it no more %.0f ms after its removal", hiddenAfterMillis));
    lines.add(format("%.1f bytes an edge in a full checkpoint", bytesAnEdge));
    return lines;
  }

  private void describe(String what, FanOut fanOut, List<String> lines) {
    lines.add("");
    lines.add(
        format(
            "%s: %,d entries in %.1f s, %,.0f rows/s (%s; raw batches alone: %,.0f)",
            what,
            fanOut.entries,
            fanOut.seconds,
            fanOut.rowsPerSecond(),
            batchRowsPerSecond == 0
                ? "no bound on the batch lane"
                : format("the batch lane's share: %,d", batchRowsPerSecond),
            rawRowsPerSecond));
    lines.add(
        "  slowest checkpoint, s: "
            + fanOut.checkpoints.stream()
                .map(Checkpoint::job)
                .distinct()
                .sorted()
                .map(job -> format("%s %.1f", job, fanOut.slowestCheckpointSeconds(job)))
                .collect(Collectors.joining(", "))
            + format("; %d failed", fanOut.failed().size()));
    lines.add(Moment.head());
    fanOut.timeline.forEach(moment -> lines.add(moment.line()));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
