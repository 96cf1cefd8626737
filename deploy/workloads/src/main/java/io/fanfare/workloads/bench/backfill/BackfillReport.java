package io.fanfare.workloads.bench.backfill;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What `fanfare bench backfill` found.
 *
 * @param liveEntriesPerSecond of the whole pipeline, with no bound
 * @param rawRowsPerSecond the ceiling: rows of the same table, by recipient, from a client that
 *     does nothing else
 * @param entries of the new generation
 * @param commandSeconds of the whole command: markers, savepoint, the job and its start
 * @param jobSeconds of the batch job, from its start to its end
 * @param sstableWritingSeconds of as many entries as each listener has, as files of Cassandra
 * @param sstableImportSeconds of these files
 * @param importedEntriesPerSecond of both together
 * @param boundRowsPerSecond the rebuild's share of the store while latencies are measured
 * @param idle small posts alone
 * @param beside small posts beside a rebuild in place with that share
 */
public record BackfillReport(
    Machine machine,
    BackfillWorkload workload,
    double liveEntriesPerSecond,
    double rawRowsPerSecond,
    long entries,
    double commandSeconds,
    double jobSeconds,
    double sstableWritingSeconds,
    double sstableImportSeconds,
    double importedEntriesPerSecond,
    int boundRowsPerSecond,
    Stages idle,
    Stages beside) {

  /** Entries a second of the batch job. */
  public double rebuiltEntriesPerSecond() {
    return entries / jobSeconds;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.add(
        format(
            "%,d listeners, %,d artists with %,d followers each, %d rounds of posts",
            workload.followers(),
            workload.smallArtists(),
            workload.smallFollowers(),
            workload.rounds()));
    lines.add("");
    lines.add(format("%-44s %,12.0f", "live, entries/s", liveEntriesPerSecond));
    lines.add(
        format("%-44s %,12.0f", "raw batches by recipient, rows/s (ceiling)", rawRowsPerSecond));
    lines.add(
        format(
            "%-44s %,12.0f  %.1f times live, %.0f %% of the ceiling",
            "rebuilt by the batch job, entries/s",
            rebuiltEntriesPerSecond(),
            rebuiltEntriesPerSecond() / liveEntriesPerSecond,
            100 * rebuiltEntriesPerSecond() / rawRowsPerSecond));
    lines.add(
        format(
            "%,d entries: the job took %.1f s, the whole command %.1f s",
            entries, jobSeconds, commandSeconds));
    lines.add(
        format(
            "%-44s %,12.0f  %.1f times the batch job",
            "SSTables, written and imported, entries/s",
            importedEntriesPerSecond,
            importedEntriesPerSecond / rebuiltEntriesPerSecond()));
    lines.add(
        format(
            "  written by a program of one thread in %.1f s, imported in %.1f s; nothing is computed",
            sstableWritingSeconds, sstableImportSeconds));
    lines.add("");
    lines.add(Latency.head("small posts: commit to dashboard, ms"));
    lines.addAll(idle.lines("idle"));
    lines.addAll(beside.lines(format("beside a rebuild of %,d rows/s", boundRowsPerSecond)));
    return lines;
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
