package io.fanfare.schemas.events;

import io.fanfare.schemas.Micros;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which domain events count. A pure function: repeating it gives the same answer. */
public final class DomainEventRule {

  /**
   * How late an event may reach the log. The stats job remembers ids for as long, so that a
   * repeated event counts once.
   */
  public static final Duration LATEST = Duration.ofDays(7);

  /** How far the clock of an application may be ahead of the log's. */
  public static final Duration MOST_AHEAD = Duration.ofHours(1);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern SOURCE = Pattern.compile("[a-z0-9_.:-]{1,64}");

  private DomainEventRule() {}

  /**
   * The reason why an event does not count.
   *
   * @param appendedAt when the log appended it, µs since the epoch
   * @return one sentence; null if the event counts
   */
  public static @Nullable String problem(DomainEvent event, long appendedAt) {
    if (!ID.matcher(event.getId()).matches()) {
      return "The event's id is not 1 to 64 letters, digits, '-', '_', '.' and ':'.";
    }
    if (event.getTrackId() == 0) {
      return "The event's subject is the track 0, which stands for no track in stats.";
    }
    return problemOfTime(event.getOccurredAt(), appendedAt);
  }

  private static @Nullable String problemOfTime(long occurredAt, long appendedAt) {
    if (occurredAt < appendedAt - Micros.of(LATEST)) {
      return "The event's time is more than " + LATEST.toDays() + " days ago.";
    }
    if (occurredAt > appendedAt + Micros.of(MOST_AHEAD)) {
      return "The event's time is more than " + MOST_AHEAD.toHours() + " hour ahead.";
    }
    return null;
  }

  /**
   * An event as it counts. A country that is not two capital letters, or a source that is not 1 to
   * 64 lower-case letters, digits, `-`, `_`, `.` and `:`, is left out: the event counts without it.
   */
  public static DomainEvent counted(DomainEvent event) {
    boolean isCountry = isAbsentOr(COUNTRY, event.getCountry());
    boolean isSource = isAbsentOr(SOURCE, event.getSource());
    return isCountry && isSource
        ? event
        : new DomainEvent(
            event.getId(),
            event.getTrackId(),
            event.getActorId(),
            event.getOccurredAt(),
            isCountry ? event.getCountry() : null,
            isSource ? event.getSource() : null);
  }

  private static boolean isAbsentOr(Pattern pattern, @Nullable String text) {
    return text == null || pattern.matcher(text).matches();
  }
}
