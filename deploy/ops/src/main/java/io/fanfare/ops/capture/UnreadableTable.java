package io.fanfare.ops.capture;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects that the connector cannot read a row, because the table has another definition than the
 * connector knows. It fails at this row again, however often it is restarted.
 */
final class UnreadableTable {

  private static final Pattern OTHER_SIZE =
      Pattern.compile("Error processing row in (.+), internal schema size \\d+, but row size");
  private static final Pattern UNKNOWN =
      Pattern.compile("change event for table (?:[^.]+\\.)?(.+) whose schema isn't known");

  /** A column that cannot be null is: the connector takes the value of another for it. */
  private static final String IMPOSSIBLE = "org.apache.kafka.connect.errors.DataException";

  private UnreadableTable() {}

  /** Whether the connector has read a value that its column cannot have; of which, is unknown. */
  static boolean isImpossibleValue(String failure) {
    return failure.contains(IMPOSSIBLE);
  }

  /** The source's name of the table that a failure of the connector is about. */
  static Optional<String> in(String failure) {
    for (Pattern pattern : new Pattern[] {OTHER_SIZE, UNKNOWN}) {
      Matcher found = pattern.matcher(failure);
      if (found.find()) {
        return Optional.of(found.group(1));
      }
    }
    return Optional.empty();
  }
}
