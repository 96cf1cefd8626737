package io.fanfare.ops.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Lines of text for a person, formatted the same in every locale.
 *
 * @param out receives each line
 */
public record Lines(Consumer<String> out) {

  /** Lines that are visible at once. */
  public static Lines to(PrintWriter out) {
    return new Lines(
        line -> {
          out.println(line);
          out.flush();
        });
  }

  /**
   * Prints a line.
   *
   * @param format as for {@link String#format(String, Object...)}
   */
  public void print(String format, Object... values) {
    out.accept(String.format(Locale.ROOT, format, values));
  }
}
