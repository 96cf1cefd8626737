package io.fanfare.api.updates;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where to continue in the completion events of a recipient.
 *
 * @param partition the one that holds the recipient's events
 * @param offset of the next event
 */
public record Position(int partition, long offset) {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

  /** Parses what {@link #text} wrote; null if it is anything else. */
  static @Nullable Position parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? new Position(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)))
        : null;
  }

  public String text() {
    return partition + ":" + offset;
  }
}
