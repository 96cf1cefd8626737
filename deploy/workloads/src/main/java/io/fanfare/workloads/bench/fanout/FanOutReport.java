package io.fanfare.workloads.bench.fanout;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What `fanfare bench fanout` found. */
public record FanOutReport(
    Machine machine,
    Workload workload,
    List<Round> rounds,
    double pipelineToSingle,
    double pipelineToBatched,
    UnderLoad underLoad,
    Map<String, Double> cpuMicrosecondsAnEntry,
    Storage storage) {

  /** The same posts, written in each way; entries a second. */
  record Round(double single, double batched, double batchedByRecipient, double pipeline) {}

  /**
   * @param bytesAnEntry on Cassandra's disk, compacted
   * @param bytesAnEdge in a full checkpoint of the fan-out job, all that it keeps included
   */
  record Storage(long entries, double bytesAnEntry, long edges, double bytesAnEdge) {}

  static FanOutReport of(
      Machine machine,
      Workload workload,
      List<Round> rounds,
      UnderLoad underLoad,
      Map<String, Double> cpuMicrosecondsAnEntry,
      Storage storage) {
    double pipeline = mean(rounds, Round::pipeline);
    return new FanOutReport(
        machine,
        workload,
        rounds,
        pipeline / mean(rounds, Round::single),
        pipeline / mean(rounds, Round::batched),
        underLoad,
        cpuMicrosecondsAnEntry,
        storage);
  }

  static double mean(List<Round> rounds, ToDoubleFunction<Round> rate) {
    return rounds.stream().mapToDouble(rate).average().orElseThrow();
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.addAll(workload.lines());
    lines.add("");
    lines.add(row("entries/s", "single", "batched", "by recipient", "PIPELINE", "to single"));
    for (int i = 0; i < rounds.size(); i++) {
      Round round = rounds.get(i);
      lines.add(
          row(
              "  round " + (i + 1),
              number(round.single),
              number(round.batched),
              number(round.batchedByRecipient),
              number(round.pipeline),
              percent(round.pipeline / round.single)));
    }
    lines.add(
        "  persisted through the whole pipeline: %s of raw single inserts, %s of raw batches"
            .formatted(percent(pipelineToSingle), percent(pipelineToBatched)));
    lines.add("");
    lines.add(Latency.head("commit to dashboard, ms"));
    lines.addAll(underLoad.interactive().lines("interactive lane"));
    lines.add(underLoad.batch().line("batch lane"));
    lines.add(
        format(
            "  under a load of %,.0f entries/s for %d s, %,d posts",
            underLoad.entriesPerSecond(), underLoad.seconds(), underLoad.posts()));
    lines.add("");
    lines.add(format("%-26s %12s %12s", "CPU µs an entry", "rounds", "under load"));
    cpuMicrosecondsAnEntry.forEach(
        (name, us) ->
            lines.add(
                format(
                    "  %-24s %12.1f %12.1f",
                    name, us, underLoad.cpuMicrosecondsAnEntry().getOrDefault(name, 0.0))));
    lines.add("");
    lines.add(
        format(
            "%.1f bytes an entry on disk (%,d entries), %.1f bytes an edge in a full checkpoint"
                + " (%,d edges)",
            storage.bytesAnEntry, storage.entries, storage.bytesAnEdge, storage.edges));
    return lines;
  }

  private static String row(Object... cells) {
    return format("%-12s %12s %12s %14s %12s %10s", cells);
  }

  private static String number(double value) {
    return format("%,.0f", value);
  }

  private static String percent(double share) {
    return format("%.0f %%", share * 100);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
