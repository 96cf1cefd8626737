package io.fanfare.ops.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** Reports what happens, a line each, with the time since the beginning. */
public final class Progress {

  private static final double MILLIS = 1000.0;

  private final Lines lines;
  private final Instant beginning = Instant.now();

  public Progress(Consumer<String> lines) {
    this.lines = new Lines(lines);
  }

  /**
   * Reports a step.
   *
   * @param format as for {@link String#format(String, Object...)}
   */
  public synchronized void report(String format, Object... arguments) {
    String text = String.format(Locale.ROOT, format, arguments);
    double seconds = Duration.between(beginning, Instant.now()).toMillis() / MILLIS;
    lines.print("[%6.1fs] %s", seconds, text);
  }
}
