package io.fanfare.workloads.soak;

import io.fanfare.workloads.faults.Disturbances;
import java.util.Locale;
import java.util.Map;

/**
 * The result of one seed's history.
 *
 * @param events plays and downloads, each of which was sent twice
 * @param killed how often each server was killed, by name
 * @param refreshed rows that were refreshed
 * @param writingSeconds until the last operation was committed
 * @param caughtUpSeconds until every effect of all operations was durable
 * @param seconds with the audit
 * @param entries that the history's users' dashboards show by the rows
 * @param rows that all views should have of these users
 * @param different rows of all views that differ from the source, or from the event log
 * @param unreclaimed stored entries that nothing accounts for
 * @param notified completion events of enabled channels, of this and all former seeds
 * @param sent how many of them were sent
 * @param notificationFindings events without an outcome, and messages that should not have been
 *     sent
 */
public record SeedReport(
    long seed,
    Shape shape,
    int operations,
    int events,
    Map<String, Integer> killed,
    int refreshed,
    double writingSeconds,
    double caughtUpSeconds,
    double seconds,
    long dashboards,
    long entries,
    long rows,
    long different,
    long unreclaimed,
    long notified,
    long sent,
    long notificationFindings,
    boolean clean) {

  public String line() {
    return String.format(
        Locale.ROOT,
        "seed %d (%s): %,d operations and %,d events in %.0f s, %s, %d rows refreshed, views"
            + " caught up after %.0f s; %,d dashboards with %,d entries and %,d rows of all views,"
            + " and by now %,d notifications, %,d of them sent, audited after %.0f s: %s",
        seed,
        shape.name().toLowerCase(Locale.ROOT),
        operations,
        events,
        writingSeconds,
        Disturbances.describe(killed),
        refreshed,
        caughtUpSeconds,
        dashboards,
        entries,
        rows,
        notified,
        sent,
        seconds,
        clean
            ? "no difference"
            : String.format(
                Locale.ROOT,
                "%,d DIFFERENCES, %,d unreclaimed, %,d of notifications",
                different,
                unreclaimed,
                notificationFindings));
  }
}
