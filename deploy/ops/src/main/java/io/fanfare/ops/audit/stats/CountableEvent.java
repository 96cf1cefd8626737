package io.fanfare.ops.audit.stats;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events count, as the documentation has it. The audit does not use the rule of the stats
 * job: a mistake in that rule would be on both sides.
 *
 * @param event as it counts
 * @param arrivedAt the earlier one of the clocks by which it is in time, µs since the epoch
 */
record CountableEvent(DomainEvent event, long arrivedAt) {

  private static final int LONGEST = 64;
  private static final int COUNTRY = 2;

  /**
   * The event as it counts; null if it does not.
   *
   * @param appendedAt by the log's clock, µs since the epoch
   */
  static @Nullable CountableEvent of(DomainEvent event, long appendedAt) {
    LongStream clocks =
        LongStream.concat(
            LongStream.of(appendedAt).filter(clock -> isInTime(event, clock)),
            Stream.ofNullable(event.getReceivedAt())
                .mapToLong(clock -> clock)
                .filter(clock -> isInTime(event, clock) && isLogInTime(event, appendedAt)));
    OptionalLong arrivedAt = clocks.min();
    // Cells of the track 0 are those of users.
    return arrivedAt.isEmpty() || event.getTrackId() == 0 || !isName(event.getId(), true)
        ? null
        : new CountableEvent(counted(event), arrivedAt.getAsLong());
  }

  /** It happened at most 7 days before, and at most an hour after, the clock's time. */
  private static boolean isInTime(DomainEvent event, long clock) {
    return isWithin(event, clock, Duration.ofDays(7), Duration.ofHours(1));
  }

  /** When it was received is believed for 30 days, and for a day if the log's clock is behind. */
  private static boolean isLogInTime(DomainEvent event, long appendedAt) {
    return isWithin(event, appendedAt, Duration.ofDays(30), Duration.ofDays(1));
  }

  /** Instants, because a difference of any two numbers of microseconds may be too large. */
  private static boolean isWithin(DomainEvent event, long clock, Duration before, Duration after) {
    Duration late =
        Duration.between(Micros.toInstant(event.getOccurredAt()), Micros.toInstant(clock));
    return late.compareTo(before) <= 0 && late.negated().compareTo(after) <= 0;
  }

  private static DomainEvent counted(DomainEvent event) {
    String country = event.getCountry();
    String source = event.getSource();
    return new DomainEvent(
        event.getId(),
        event.getTrackId(),
        event.getActorId(),
        event.getOccurredAt(),
        country != null && isCountry(country) ? country : null,
        source != null && isName(source, false) ? source : null,
        event.getReceivedAt());
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
