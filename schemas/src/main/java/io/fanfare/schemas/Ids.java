package io.fanfare.schemas;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads ids of rows: any signed number of 64 bits. */
public final class Ids {

  /** Each id has one text. */
  private static final Pattern DIGITS = Pattern.compile("0|-?[1-9][0-9]{0,18}");

  private Ids() {}

  /** The id in decimal digits; null if the text is none. */
  public static @Nullable Long parse(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      // It has 19 digits, and more than 64 bits.
      return null;
    }
  }
}
