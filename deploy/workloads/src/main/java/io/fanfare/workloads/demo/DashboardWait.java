package io.fanfare.workloads.demo;

import io.fanfare.local.StackAddresses;
import io.fanfare.ops.terminal.ProgressBar;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until a dashboard shows all of its entries: the newest one comes last. */
final class DashboardWait {

  private static final long POLL_MILLIS = 200;
  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  private final DashboardClient client;
  private final PrintWriter out;
  private final CountDownLatch stop;

  DashboardWait(StackAddresses addresses, PrintWriter out, CountDownLatch stop) {
    this.client = new DashboardClient(addresses);
    this.out = out;
    this.stop = stop;
  }

  /**
   * Waits for a listener's newest entry.
   *
   * @return false if the demonstration is to end
   */
  boolean until(SourceAccess source, Listener listener) throws InterruptedException {
    List<String> entries = new ArrayList<>();
    if (!source.run(connection -> entries.addAll(listener.entries(connection)))) {
      return false;
    }
    Instant began = Instant.now();
    Instant moved = began;
    int seen = 0;
    try (ProgressBar progress = new ProgressBar(out, "entries", entries.size())) {
      while (seen < entries.size() && !stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        Optional<String> newest = client.newest(listener.userId());
        int now = newest.map(entry -> position(entries, entry)).orElse(0);
        moved = now > seen ? Instant.now() : moved;
        seen = Math.max(seen, now);
        progress.at(seen);
        if (Duration.between(moved, Instant.now()).compareTo(STANDSTILL) > 0) {
          out.println("The dashboards do not fill. Check the stack with `fanfare status`.");
          break;
        }
      }
    }
    if (stop.getCount() == 0) {
      return false;
    }
    if (seen == entries.size()) {
      long seconds = Duration.between(began, Instant.now()).toSeconds();
      out.println("The dashboards are filled, after " + seconds + " s.");
    }
    return true;
  }

  /** Returns how many entries are there; an unknown entry is newer than all known ones. */
  private static int position(List<String> entries, String newest) {
    int index = entries.lastIndexOf(newest);
    return index < 0 ? entries.size() : index + 1;
  }
}
