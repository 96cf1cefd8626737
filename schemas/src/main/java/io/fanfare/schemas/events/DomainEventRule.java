package io.fanfare.schemas.events;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which domain events count. A pure function: repeating it gives the same answer.
 *
 * <p>An event is in time by a clock if it happened at most 7 days before, and at most an hour
 * after, the clock's time. The log's clock is that of a Kafka broker, and may be wrong. So an event
 * also counts if it is in time by `received_at`, the clock of the server that received it. It must
 * still reach the log within a wider window, which bounds how long ids have to be remembered. What
 * a broker's clock excludes from that window as well is a dead letter, and counts when it is
 * replayed by a clock that is right.
 */
public final class DomainEventRule {

  /** How late an event may arrive. */
  public static final Duration LATEST = Duration.ofDays(7);

  /** How far the clock of an application may be ahead. */
  public static final Duration MOST_AHEAD = Duration.ofHours(1);

  /**
   * How late the log may append an event that was received in time: as long as a dead letter is
   * kept, so that each can be replayed.
   */
  public static final Duration LATEST_IF_RECEIVED = Topics.DEADLETTER_RETENTION;

  /**
   * How far an event that was received in time may be ahead of the log's clock. Covers a clock that
   * is set to the wrong time zone; each day more makes ids be remembered for a day more.
   */
  public static final Duration MOST_AHEAD_IF_RECEIVED = Duration.ofDays(1);

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
    return arrivedAt(event, appendedAt) == null ? problemOfTime(event, appendedAt) : null;
  }

  private static String problemOfTime(DomainEvent event, long appendedAt) {
    if (isInTime(event.getOccurredAt(), event.getReceivedAt())) {
      return ("The event was received in time, but by the log's clock it happened more than %d days ago or"
              + " more than %d day ahead: replay it once the broker's clock is right.")
          .formatted(LATEST_IF_RECEIVED.toDays(), MOST_AHEAD_IF_RECEIVED.toDays());
    }
    return event.getOccurredAt() < appendedAt
        ? "The event's time is more than " + LATEST.toDays() + " days ago."
        : "The event's time is more than " + MOST_AHEAD.toHours() + " hour ahead.";
  }

  /**
   * When an event that is in time arrived: by the earlier one of the clocks by which it is.
   *
   * @param appendedAt when the log appended it, µs since the epoch
   * @return µs since the epoch, at most {@link #LATEST} after the event's time; null if the event
   *     is late or ahead
   */
  public static @Nullable Long arrivedAt(DomainEvent event, long appendedAt) {
    long occurredAt = event.getOccurredAt();
    Long receivedAt = event.getReceivedAt();
    boolean isInTimeByTheLog = isInTime(occurredAt, appendedAt);
    if (receivedAt == null
        || !isInTime(occurredAt, receivedAt)
        || !isWithin(occurredAt, appendedAt, LATEST_IF_RECEIVED, MOST_AHEAD_IF_RECEIVED)) {
      return isInTimeByTheLog ? (Long) appendedAt : null;
    }
    return isInTimeByTheLog ? (Long) Math.min(appendedAt, receivedAt) : receivedAt;
  }

  private static boolean isInTime(long occurredAt, @Nullable Long clock) {
    return clock != null && isWithin(occurredAt, clock, LATEST, MOST_AHEAD);
  }

  private static boolean isWithin(long occurredAt, long clock, Duration before, Duration after) {
    return clock <= saturatedSum(occurredAt, Micros.of(before))
        && clock >= saturatedSum(occurredAt, -Micros.of(after));
  }

  /** Any time may be on the log: the largest or smallest one must not become the opposite. */
  private static long saturatedSum(long time, long duration) {
    long sum = time + duration;
    boolean isOverflow = ((time ^ sum) & (duration ^ sum)) < 0;
    if (isOverflow) {
      return duration > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    return sum;
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
            isSource ? event.getSource() : null,
            event.getReceivedAt());
  }

  private static boolean isAbsentOr(Pattern pattern, @Nullable String text) {
    return text == null || pattern.matcher(text).matches();
  }
}
