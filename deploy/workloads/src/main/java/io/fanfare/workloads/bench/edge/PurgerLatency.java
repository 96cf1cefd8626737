package io.fanfare.workloads.bench.edge;

import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the purger measures: from the append of a change to `models` until Varnish has acknowledged
 * its purge.
 *
 * @param count keys
 * @param within50 of them, within 50 ms
 * @param within250 of them, within 250 ms
 * @param seconds the sum of their times
 */
record PurgerLatency(double count, double within50, double within250, double seconds) {

  private static final double MILLIS = 1_000;
  private static final double PERCENT = 100;

  static PurgerLatency read(String purgerUrl) {
    try (KeepAlive client = new KeepAlive(purgerUrl)) {
      return of(client.get("/metrics").text());
    } catch (IOException e) {
      throw new OperationException("The purger does not answer: " + e, e);
    }
  }

  static PurgerLatency of(String metrics) {
    return new PurgerLatency(
        value(metrics, "count", ""),
        value(metrics, "bucket", "0.05"),
        value(metrics, "bucket", "0.25"),
        value(metrics, "sum", ""));
  }

  private static double value(String metrics, String part, String bound) {
    String labels = bound.isEmpty() ? "\\{[^}]*}" : "\\{[^}]*le=\"" + bound + "\"[^}]*}";
    Matcher line =
        Pattern.compile(
                "^fanfare_purger_latency_seconds_" + part + labels + " (\\S+)$", Pattern.MULTILINE)
            .matcher(metrics);
    double sum = 0;
    while (line.find()) {
      sum += Double.parseDouble(line.group(1));
    }
    return sum;
  }

  PurgerLatency since(PurgerLatency before) {
    return new PurgerLatency(
        count - before.count,
        within50 - before.within50,
        within250 - before.within250,
        seconds - before.seconds);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "  the purger: %,.0f keys, %.1f ms on average, %.1f %% within 50 ms, %.1f %% within 250 ms",
        count,
        seconds / count * MILLIS,
        within50 / count * PERCENT,
        within250 / count * PERCENT);
  }
}
