package io.fanfare.api.http;

import io.fanfare.api.updates.Position;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an event of a stream: a client that continues from it misses nothing. Most entries come
 * after a position in `dashboard.updates`; those that were scheduled come after a time.
 *
 * @param position as text
 * @param time up to which the entries that were scheduled have been sent, µs since the epoch
 */
record EventId(String position, long time) {

  private static final Pattern TEXT = Pattern.compile("([0-9]+:[0-9]+):([0-9]{1,18})");

  /**
   * @param text an id; a position without a time is that of an earlier release
   * @param now µs since the epoch
   */
  static EventId parse(String text, long now) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? new EventId(parts.group(1), Long.parseLong(parts.group(2)))
        : new EventId(text, now);
  }

  static String text(Position position, long time) {
    return position.text() + ":" + time;
  }
}
