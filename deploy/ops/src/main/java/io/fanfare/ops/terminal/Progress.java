package io.fanfare.ops.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** Says what happens, a line each, with the time since the beginning. */
public final class Progress {

  private static final double MILLIS = 1000.0;

  private final Consumer<String> lines;
  private final Instant beginning = Instant.now();

  public Progress(Consumer<String> lines) {
    this.lines = lines;
  }

  public synchronized void say(String format, Object... arguments) {
    String text = String.format(Locale.ROOT, format, arguments);
    double seconds = Duration.between(beginning, Instant.now()).toMillis() / MILLIS;
    lines.accept(String.format(Locale.ROOT, "[%6.1fs] %s", seconds, text));
  }
}
