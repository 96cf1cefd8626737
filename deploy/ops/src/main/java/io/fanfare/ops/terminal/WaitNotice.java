package io.fanfare.ops.terminal;

import io.fanfare.ops.Await;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reports what a wait is for if it takes longer than usual, and again from time to time. A person
 * then knows what to look at, long before the wait ends without success.
 */
public final class WaitNotice implements Await.Meanwhile {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration NEXT = Duration.ofSeconds(30);

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long began;
  private long due;

  /** Begins a wait. */
  public WaitNotice(PrintWriter out) {
    this(out, System.console() != null, System::nanoTime);
  }

  WaitNotice(PrintWriter out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.due = began + FIRST.toNanos();
  }

  @Override
  public void run(Supplier<String> behind) {
    long now = nanos.getAsLong();
    if (now - due >= 0) {
      due = now + NEXT.toNanos();
      // A progress bar may be in this line; it is drawn again in the next one.
      out.println(
          "%sWaiting for %d s: %s."
              .formatted(
                  terminal ? ProgressBar.CLEAR_LINE : "",
                  Duration.ofNanos(now - began).toSeconds(),
                  behind.get()));
      out.flush();
    }
  }
}
