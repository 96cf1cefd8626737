package io.fanfare.workloads.bench.scale;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.scale.Chart.Panel;
import io.fanfare.workloads.bench.scale.Chart.Point;
import io.fanfare.workloads.bench.scale.Chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Result of `fanfare bench scale`. */
public record ScaleReport(
    Machine machine,
    ScaleWorkload workload,
    List<OfNetwork> networks,
    List<OfDashboard> dashboards,
    List<OfCatalogue> catalogues) {

  /**
   * Costs in a network.
   *
   * @param cpuMicrosecondsAnEntry of all servers
   * @param bytesAnEdge in a full checkpoint of the fan-out job, all that it keeps included
   * @param bytesAnEntry in Cassandra's files, compacted
   * @param page first pages of random listeners
   */
  record OfNetwork(
      long follows,
      double cpuMicrosecondsAnEntry,
      double bytesAnEdge,
      double bytesAnEntry,
      Latency page) {}

  /** Pages of a dashboard with a number of entries. */
  record OfDashboard(int entries, Latency firstPage, Latency lastPage) {}

  /**
   * Costs of plays that are spread evenly over a number of tracks.
   *
   * @param cpuMicrosecondsAnEvent of all servers
   */
  record OfCatalogue(int tracks, double cpuMicrosecondsAnEvent) {}

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.add("");
    lines.add(row("follows", networks, each -> number(each.follows)));
    lines.add(row("  CPU µs an entry", networks, each -> tenths(each.cpuMicrosecondsAnEntry)));
    lines.add(row("  checkpoint bytes a follow", networks, each -> tenths(each.bytesAnEdge)));
    lines.add(row("  disk bytes an entry", networks, each -> tenths(each.bytesAnEntry)));
    lines.add(row("  first page, p50 ms", networks, each -> tenths(each.page.p50())));
    lines.add(row("  first page, p99 ms", networks, each -> tenths(each.page.p99())));
    lines.add("");
    lines.add(row("entries of the dashboard", dashboards, each -> number(each.entries)));
    lines.add(row("  first page, p50 ms", dashboards, each -> tenths(each.firstPage.p50())));
    lines.add(row("  first page, p99 ms", dashboards, each -> tenths(each.firstPage.p99())));
    lines.add(row("  last page, p50 ms", dashboards, each -> tenths(each.lastPage.p50())));
    lines.add(row("  last page, p99 ms", dashboards, each -> tenths(each.lastPage.p99())));
    lines.add("");
    lines.add(row("tracks with plays", catalogues, each -> number(each.tracks)));
    lines.add(row("  CPU µs an event", catalogues, each -> tenths(each.cpuMicrosecondsAnEvent)));
    return lines;
  }

  /** The same as a chart, in SVG. */
  public String chart() {
    return new Chart(
            List.of(
                ofNetworks("CPU µs an entry", network("", OfNetwork::cpuMicrosecondsAnEntry)),
                ofNetworks("checkpoint bytes a follow", network("", OfNetwork::bytesAnEdge)),
                ofNetworks("disk bytes an entry", network("", OfNetwork::bytesAnEntry)),
                ofNetworks(
                    "page of 50, ms",
                    network("p50", each -> each.page.p50()),
                    network("p99", each -> each.page.p99())),
                new Panel(
                    "page of 50, p99 ms",
                    "entries of the dashboard",
                    List.of(
                        dashboard("first", each -> each.firstPage.p99()),
                        dashboard("last", each -> each.lastPage.p99()))),
                new Panel(
                    "CPU µs an event",
                    "tracks with plays",
                    List.of(
                        series(
                            "",
                            catalogues,
                            OfCatalogue::tracks,
                            OfCatalogue::cpuMicrosecondsAnEvent)))))
        .svg();
  }

  private static Panel ofNetworks(String title, Series... series) {
    return new Panel(title, "follows", List.of(series));
  }

  private Series network(String name, ToDoubleFunction<OfNetwork> figure) {
    return series(name, networks, OfNetwork::follows, figure);
  }

  private Series dashboard(String name, ToDoubleFunction<OfDashboard> figure) {
    return series(name, dashboards, OfDashboard::entries, figure);
  }

  private static <T> Series series(
      String name, List<T> all, ToDoubleFunction<T> size, ToDoubleFunction<T> figure) {
    return new Series(
        name,
        all.stream()
            .map(each -> new Point(size.applyAsDouble(each), figure.applyAsDouble(each)))
            .toList());
  }

  private static <T> String row(String name, List<T> all, Function<T, String> figure) {
    StringBuilder row = new StringBuilder("%-30s".formatted(name));
    all.forEach(each -> row.append("%12s".formatted(figure.apply(each))));
    return row.toString();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
