package io.fanfare.workloads.bench.kit;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How long something took, in milliseconds. */
public record Latency(long count, double p50, double p95, double p99, double p999, double max) {

  private static final double NANOS_A_MILLI = 1e6;

  /**
   * @param histogram of nanoseconds
   */
  public static Latency of(Histogram histogram) {
    return new Latency(
        histogram.getTotalCount(),
        millis(histogram.getValueAtPercentile(50)),
        millis(histogram.getValueAtPercentile(95)),
        millis(histogram.getValueAtPercentile(99)),
        millis(histogram.getValueAtPercentile(99.9)),
        millis(histogram.getMaxValue()));
  }

  /** For any time up to a day, to three digits: a queue behind a server that was killed is long. */
  public static Histogram histogram() {
    return new Histogram(Duration.ofDays(1).toNanos(), 3);
  }

  public String line(String what) {
    return String.format(
        Locale.ROOT,
        "  %-34s %9.1f %9.1f %9.1f %9.1f %9.1f %,12d",
        what,
        p50,
        p95,
        p99,
        p999,
        max,
        count);
  }

  public static String head(String title) {
    return String.format(
        Locale.ROOT,
        "%-36s %9s %9s %9s %9s %9s %12s",
        title,
        "p50",
        "p95",
        "p99",
        "p99.9",
        "max",
        "count");
  }

  private static double millis(long nanos) {
    return nanos / NANOS_A_MILLI;
  }
}
