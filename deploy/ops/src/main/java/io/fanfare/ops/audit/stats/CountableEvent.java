package io.fanfare.ops.audit.stats;

import io.fanfare.schemas.events.DomainEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which events count, as the documentation has it. The audit does not use the rule of the stats
 * job: a mistake in that rule would be on both sides.
 */
final class CountableEvent {

  private static final long MICROS_IN_SECOND = 1_000_000;
  private static final long LATEST = Duration.ofDays(7).toSeconds() * MICROS_IN_SECOND;
  private static final long MOST_AHEAD = Duration.ofHours(1).toSeconds() * MICROS_IN_SECOND;
  private static final int LONGEST = 64;
  private static final int COUNTRY = 2;

  private CountableEvent() {}

  /**
   * The event as it counts; null if it does not.
   *
   * @param appendedAt by the log's clock, µs since the epoch
   */
  static @Nullable DomainEvent of(DomainEvent event, long appendedAt) {
    boolean isInTime =
        event.getOccurredAt() >= appendedAt - LATEST
            && event.getOccurredAt() <= appendedAt + MOST_AHEAD;
    // Cells of the track 0 are those of users.
    if (!isInTime || event.getTrackId() == 0 || !isName(event.getId(), true)) {
      return null;
    }
    String country = event.getCountry();
    String source = event.getSource();
    return new DomainEvent(
        event.getId(),
        event.getTrackId(),
        event.getActorId(),
        event.getOccurredAt(),
        country != null && isCountry(country) ? country : null,
        source != null && isName(source, false) ? source : null);
  }

  private static boolean isCountry(String text) {
    return text.length() == COUNTRY && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  /** 1 to 64 letters, digits, `-`, `_`, `.` and `:`. */
  private static boolean isName(String text, boolean mayHaveCapitals) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || (mayHaveCapitals && c >= 'A' && c <= 'Z')
                        || "-_.:".indexOf(c) >= 0);
  }
}
