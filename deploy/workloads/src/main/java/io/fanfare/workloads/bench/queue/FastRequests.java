package io.fanfare.workloads.bench.queue;

import io.fanfare.workloads.bench.kit.Latency;
import java.util.List;
import java.util.Locale;

/**
 * What fast requests take: alone, beside slow ones, and when too many come.
 *
 * @param idle at a load at which none waits
 * @param shared beside slow ones, in HAProxy's one queue
 * @param ideal the same requests in an {@link IdealQueue}
 * @param ownQueues the same requests to servers in turn, each with a queue of its own
 * @param ownSlots the same where each server has one slot
 * @param overload accepted ones at twice what the servers can do
 * @param refused answers 503 of that
 * @param queue how many requests might wait then
 */
record FastRequests(
    Latency idle,
    Latency shared,
    Latency ideal,
    Latency ownQueues,
    Latency ownSlots,
    Latency overload,
    Latency refused,
    int queue) {

  List<String> lines() {
    return List.of(
        Latency.head("fast requests, ms"),
        idle.line("idle"),
        shared.line("beside slow ones, one queue"),
        ideal.line("  in an ideal queue"),
        ownQueues.line("  in turn, 4 queues for 4 slots each"),
        ownSlots.line("  in turn, 16 queues for a slot each"),
        overload.line("2x overload, accepted"),
        refused.line("  refused (503)"),
        ratio(
            "p99 beside slow ones: %.2f times idle, in an ideal queue %.2f; in turn to private queues"
                + " %.1f and %.1f",
            shared, ideal, ownQueues, ownSlots),
        ratio("p99 of what is accepted at 2x overload: %.2f times idle", overload)
            + String.format(
                Locale.ROOT,
                ", with a queue of %d; %.0f %% refused",
                queue,
                100.0 * refused.count() / (refused.count() + overload.count())));
  }

  private String ratio(String text, Latency... those) {
    Object[] ratios = new Object[those.length];
    for (int i = 0; i < those.length; i++) {
      ratios[i] = those[i].p99() / idle.p99();
    }
    return String.format(Locale.ROOT, "  " + text, ratios);
  }
}
