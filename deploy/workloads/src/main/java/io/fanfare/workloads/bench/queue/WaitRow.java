package io.fanfare.workloads.bench.queue;

import java.util.Locale;

/**
 * The mean wait of the requests of one run, ms.
 *
 * @param times the kind of service times
 * @param load part of the slots that is busy
 * @param serviceMillis mean of the time for which a request holds a slot, as measured
 * @param variation variance of that time by the square of its mean
 * @param predicted by {@link MultiServerQueue}
 * @param ideal of the same requests in an {@link IdealQueue}
 */
record WaitRow(
    int slots,
    String times,
    double load,
    double serviceMillis,
    double variation,
    double predicted,
    double ideal,
    double measured) {

  private static final String FORMAT = "  %5s %-12s %6s %9s %6s %10s %9s %12s %10s %8s";

  static String head() {
    return String.format(
        Locale.ROOT,
        FORMAT,
        "slots",
        "times",
        "load",
        "service",
        "cv²",
        "predicted",
        "measured",
        "of predicted",
        "ideal",
        "of ideal");
  }

  String line() {
    return String.format(
        Locale.ROOT,
        FORMAT,
        slots,
        times,
        percent(load),
        number(serviceMillis),
        number(variation),
        number(predicted),
        number(measured),
        percent(measured / predicted),
        number(ideal),
        percent(measured / ideal));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * part);
  }
}
