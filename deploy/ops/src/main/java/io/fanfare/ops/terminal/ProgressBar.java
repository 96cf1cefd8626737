package io.fanfare.ops.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The progress of long work. On a terminal it is one line that is redrawn, elsewhere a new line
 * from time to time.
 */
public final class ProgressBar implements AutoCloseable {

  /** Leaves room for millions in a line of 80 columns: a line that wraps cannot be drawn again. */
  private static final int WIDTH = 12;

  private static final int PERCENT = 100;
  static final String CLEAR_LINE = "\r\033[K";
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration NEXT_LINE = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final String what;
  private final long total;
  private final long began;
  private long drawn;
  private long done;
  private boolean visible;

  /**
   * @param what a plural noun for what is counted
   * @param total how many there are
   */
  public ProgressBar(PrintWriter out, String what, long total) {
    this(out, System.console() != null, System::nanoTime, what, total);
  }

  ProgressBar(PrintWriter out, boolean terminal, LongSupplier nanos, String what, long total) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.what = what;
    this.total = total;
    this.began = nanos.getAsLong();
    this.drawn = began;
  }

  /**
   * Updates how many are done.
   *
   * @param count not less than before
   */
  public void at(long count) {
    done = count;
    long now = nanos.getAsLong();
    if (now - drawn >= (terminal ? REDRAW : NEXT_LINE).toNanos()) {
      drawn = now;
      draw(now);
    }
  }

  /** Prints the last state as a line of its own, if any was printed before. */
  @Override
  public void close() {
    if (visible) {
      draw(nanos.getAsLong());
      if (terminal) {
        out.println();
        out.flush();
      }
      visible = false;
    }
  }

  private void draw(long now) {
    visible = true;
    if (terminal) {
      out.print(CLEAR_LINE + line(now));
      out.flush();
    } else {
      out.println(line(now));
    }
  }

  private String line(long now) {
    double seconds = Math.max(1, now - began) / (double) Duration.ofSeconds(1).toNanos();
    double rate = done / seconds;
    double share = total == 0 ? 1 : Math.min(1, (double) done / total);
    int filled = (int) (share * WIDTH);
    String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    String rest =
        done == 0 || done >= total ? "" : String.format(Locale.ROOT, ", %s left", left(rate));
    return String.format(
        Locale.ROOT,
        "%s %3d %%  %,d of %,d %s, %,.0f/s%s",
        bar,
        (int) (share * PERCENT),
        done,
        total,
        what,
        rate,
        rest);
  }

  private String left(double rate) {
    long seconds = (long) Math.ceil((total - done) / rate);
    return seconds < 100 ? seconds + " s" : (seconds + 59) / 60 + " min";
  }
}
