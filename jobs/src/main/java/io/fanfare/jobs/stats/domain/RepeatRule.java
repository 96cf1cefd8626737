package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEventRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Deduplicates events: of those with one id, the first one in the log counts. Later ones are
 * repetitions for as long as the first one could still be accepted; afterwards a repetition would
 * be too late to count anyway. Whatever clocks show, an event that is sent again unchanged is a
 * repetition: it counts only if it arrived at most 7 days after it happened. Depends on the record
 * and the log alone, so every replay decides the same.
 */
public final class RepeatRule {

  /**
   * How long an id must be remembered at least after its event has counted. The event may have
   * happened a day ahead of the log's clock. It may be received again until 7 days after it
   * happened, by a clock that is an hour behind, and reach the log, or be replayed, until 30 days
   * after that. Then a right clock of the log excludes every repetition.
   */
  public static final Duration REMEMBERED_FOR =
      DomainEventRule.MOST_AHEAD_IF_RECEIVED
          .plus(DomainEventRule.LATEST)
          .plus(DomainEventRule.MOST_AHEAD)
          .plus(DomainEventRule.LATEST_IF_RECEIVED);

  private RepeatRule() {}

  /**
   * How long an event's id must be remembered.
   *
   * @param occurredAt time of the event that counts, µs since the epoch
   * @return µs since the epoch
   */
  public static long knownUntil(long occurredAt) {
    return occurredAt + Micros.of(DomainEventRule.LATEST);
  }

  /**
   * Whether an event repeats one that counts.
   *
   * @param arrivedAt of the event, by {@link DomainEventRule#arrivedAt}, µs since the epoch
   * @param knownUntil of the event that counts; null if there is none
   */
  public static boolean isRepeated(long arrivedAt, @Nullable Long knownUntil) {
    return knownUntil != null && arrivedAt <= knownUntil;
  }
}
