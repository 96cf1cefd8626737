package io.fanfare.rebuild.dashboards;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.settings.Settings;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which entries a rebuild writes.
 *
 * @param recipients the users whose dashboards are rebuilt; empty for all
 * @param from the oldest activity time, µs since the epoch
 * @param to the end of the activity times, exclusive, µs since the epoch
 */
public record RebuiltPart(Set<Long> recipients, long from, long to) implements Serializable {

  public static final RebuiltPart ALL = new RebuiltPart(Set.of(), Long.MIN_VALUE, Long.MAX_VALUE);

  private static final String IDS = "(-?\\d{1,19}(,-?\\d{1,19})*)?";

  /** Reads `users`, ids separated by commas, and the days `from` and `to`, in UTC. */
  static RebuiltPart from(Settings settings) {
    return new RebuiltPart(
        ids(settings, settings.text("users", "")),
        day(settings, "from", Long.MIN_VALUE),
        day(settings, "to", Long.MAX_VALUE));
  }

  private static Set<Long> ids(Settings settings, String text) {
    Set<Long> ids = new TreeSet<>();
    try {
      if (!text.matches(IDS)) {
        throw new NumberFormatException(text);
      }
      if (!text.isEmpty()) {
        Arrays.stream(text.split(",")).map(Long::valueOf).forEach(ids::add);
      }
    } catch (NumberFormatException e) {
      settings.problem("users must be ids separated by commas, not '%s'.".formatted(text));
    }
    return ids;
  }

  private static long day(Settings settings, String key, long unbounded) {
    String text = settings.text(key, "");
    if (text.isEmpty()) {
      return unbounded;
    }
    try {
      Instant start = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      return Micros.of(start);
    } catch (DateTimeParseException e) {
      settings.problem("%s must be a day such as 2026-11-01, not '%s'.".formatted(key, text));
      return unbounded;
    }
  }

  /** The same part, without what is older than a time, µs since the epoch. */
  RebuiltPart since(long oldest) {
    return new RebuiltPart(recipients, Math.max(from, oldest), to);
  }

  /** Those of some users whose dashboards are rebuilt. */
  long[] recipientsOf(long[] ids) {
    return recipients.isEmpty() ? ids : Arrays.stream(ids).filter(recipients::contains).toArray();
  }

  boolean hasTime(long activityTime) {
    return activityTime >= from && activityTime < to;
  }
}
