package io.fanfare.workloads.bench.stats;

import io.fanfare.workloads.bench.kit.EventRounds;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.OwnedTracks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What `fanfare bench stats` found.
 *
 * @param events of a round
 * @param tracks that they are of
 * @param even events through the job, evenly over all tracks
 * @param hot the same where one track has half of them
 * @param textbook the even events through the textbook's job
 * @param rebuild all events of all rounds through a rebuild from the log
 * @param copiedPerSecond the same events from Kafka to Kafka
 * @param cells stored by the rounds
 * @param bytesACell in Cassandra's files, compacted
 * @param freshness from before an event is sent until its minute shows it
 * @param beside the same while other events come
 */
public record StatsReport(
    Machine machine,
    long events,
    OwnedTracks tracks,
    EventRounds.Round even,
    EventRounds.Round hot,
    EventRounds.Round textbook,
    EventRounds.Round rebuild,
    double copiedPerSecond,
    long cells,
    double bytesACell,
    Latency freshness,
    BesideEvents beside,
    Latency ofTrack,
    Latency ofOwner) {

  private static final double PERCENT = 100;

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.add(
        format(
            "%,d events of %,d tracks of %,d owners, %,.0f/s from Kafka to Kafka",
            events, tracks.tracks(), tracks.owners(), copiedPerSecond));
    lines.add("");
    lines.add(row("", "evenly", "half on one", "textbook", "rebuild"));
    lines.add(
        row(
            "events/s",
            format("%,.0f", even.perSecond()),
            format("%,.0f", hot.perSecond()),
            format("%,.0f", textbook.perSecond()),
            format("%,.0f", rebuild.perSecond())));
    lines.add(
        row(
            "of the copy",
            percent(even.perSecond() / copiedPerSecond),
            percent(hot.perSecond() / copiedPerSecond),
            percent(textbook.perSecond() / copiedPerSecond),
            percent(rebuild.perSecond() / copiedPerSecond)));
    lines.add(
        row(
            "of the textbook's job",
            percent(even.perSecond() / textbook.perSecond()),
            percent(hot.perSecond() / textbook.perSecond()),
            "",
            percent(rebuild.perSecond() / textbook.perSecond())));
    lines.add("CPU µs an event");
    even.cpuMicrosecondsAnEvent()
        .forEach(
            (name, us) ->
                lines.add(
                    row(
                        "  " + name,
                        cpu(even, name),
                        cpu(hot, name),
                        cpu(textbook, name),
                        cpu(rebuild, name))));
    lines.add("");
    lines.add(format("%,d cells: %.0f bytes each", cells, bytesACell));
    lines.add("");
    lines.add(Latency.head("ms"));
    lines.add(freshness.line("event until its minute shows it"));
    lines.add(beside.minute().line(format("  beside %,d events/s", beside.eventsPerSecond())));
    lines.add(beside.hour().line("  until its hour shows it"));
    lines.add(ofTrack.line("a year of a track"));
    lines.add(ofOwner.line("a year of 20 tracks"));
    return lines;
  }

  private static String row(String... columns) {
    return format("%-36s %12s %12s %12s %12s", (Object[]) columns);
  }

  private static String percent(double part) {
    return format("%.0f %%", PERCENT * part);
  }

  private static String cpu(EventRounds.Round round, String process) {
    return format("%.1f", round.cpuMicrosecondsAnEvent().getOrDefault(process, 0.0));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
