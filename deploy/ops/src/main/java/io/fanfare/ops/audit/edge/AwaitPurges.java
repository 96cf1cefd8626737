package io.fanfare.ops.audit.edge;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.ops.Await;
import io.fanfare.ops.EdgeAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.AwaitViews;
import io.fanfare.ops.progress.BinlogPosition;
import io.fanfare.ops.terminal.WaitNotice;
import io.fanfare.schemas.edge.PurgeTimes;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Waits until no cache can hold an answer from before a position of the source. A beat that has
 * come to the purger after the position was in `models` proves, once the purger reports that all
 * before it is purged, that the change is purged. The purges that the purger repeats follow, and
 * another beat proves them.
 */
final class AwaitPurges implements AwaitViews {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Of each Varnish. */
  private static final Pattern BEAT_AGE =
      Pattern.compile("^fanfare_purger_beat_age_seconds(?:\\{.*})? (\\S+)$", Pattern.MULTILINE);

  private final EdgeAccess edge;
  private final PageReader reader;
  private final Capture capture;
  private final PrintWriter progress;
  private final LongSupplier nanoTime;

  /** What is before the purger. */
  interface Capture {
    /** Returns when all that is committed in the source now is in `models`. */
    void awaitCurrent() throws InterruptedException;

    BinlogPosition sourceEnd();
  }

  /**
   * @param progress receives lines about what is waited for
   */
  AwaitPurges(EdgeAccess edge, PageReader reader, Capture capture, PrintWriter progress) {
    this(edge, reader, capture, progress, System::nanoTime);
  }

  AwaitPurges(
      EdgeAccess edge,
      PageReader reader,
      Capture capture,
      PrintWriter progress,
      LongSupplier nanoTime) {
    this.edge = edge;
    this.reader = reader;
    this.capture = capture;
    this.progress = progress;
    this.nanoTime = nanoTime;
  }

  @Override
  public void awaitCurrent() throws InterruptedException {
    capture.awaitCurrent();
    awaitBeatAfter(nanoTime.getAsLong());
    Duration last = PurgeTimes.last(edge.fetch());
    Duration pause = last.compareTo(PurgeTimes.SOON) > 0 ? last : PurgeTimes.SOON;
    awaitBeatAfter(nanoTime.getAsLong() + pause.toNanos());
  }

  @Override
  public BinlogPosition sourceEnd() {
    return capture.sourceEnd();
  }

  /**
   * @param time by the clock of this class, which may be yet to come
   */
  private void awaitBeatAfter(long time) throws InterruptedException {
    WaitNotice notice = new WaitNotice(progress);
    Supplier<String> behind =
        () ->
            "the purger at %s has not purged all that the caches may hold from before"
                .formatted(edge.purgerUrl());
    boolean isPassed =
        Await.within(
            PATIENCE,
            POLL,
            () -> {
              notice.run(behind);
              return newestBeat() - time > 0;
            });
    if (!isPassed) {
      throw new OperationException(
          "After %d s, %s. Its /health/ready and its log show what it waits for."
              .formatted(PATIENCE.toSeconds(), behind.get()));
    }
  }

  /**
   * When the newest beat came before which all is purged, by the clock of this class, or earlier.
   */
  private long newestBeat() throws InterruptedException {
    // Asked before, so that the way of the answer makes the beat older and not newer.
    long asked = nanoTime.getAsLong();
    try {
      String metrics = new String(metrics().body(), StandardCharsets.UTF_8);
      double seconds =
          BEAT_AGE
              .matcher(metrics)
              .results()
              .mapToDouble(age -> seconds(age.group(1)))
              .max()
              .orElse(Double.POSITIVE_INFINITY);
      return asked - (long) (Math.min(seconds, PATIENCE.toSeconds()) * 1e9);
    } catch (UnavailableException e) {
      // It may be restarting: then it begins with a purge of everything.
      return asked - PATIENCE.toNanos();
    }
  }

  private Answer metrics() throws InterruptedException {
    return reader.read(edge.purgerUrl() + "/metrics");
  }

  private static double seconds(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      // Prometheus writes +Inf while there is no beat.
      return Double.POSITIVE_INFINITY;
    }
  }
}
