package io.fanfare.ops.doctor;

import io.fanfare.ops.setup.Difference;

/**
 * Something about a server that is wrong, or may become so.
 *
 * @param isProblem whether it is wrong now; otherwise it is advice
 * @param sentence what, where, and what mends it
 */
public record Finding(boolean isProblem, String sentence) {

  static Finding problem(String format, Object... arguments) {
    return new Finding(true, format.formatted(arguments));
  }

  static Finding advice(String format, Object... arguments) {
    return new Finding(false, format.formatted(arguments));
  }

  static Finding of(Difference difference) {
    return difference.isMended()
        ? problem("%s: `fanfare setup apply` makes it as declared.", difference)
        : problem("%s.", difference);
  }
}
