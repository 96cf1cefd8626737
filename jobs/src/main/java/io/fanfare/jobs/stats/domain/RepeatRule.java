package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEventRule;
import org.jspecify.annotations.Nullable;

/**
 * Deduplicates events: of those with one id, the first one in the log counts. Later ones are
 * repetitions for as long as the first one could still be accepted; afterwards a repetition would
 * be too late to count anyway. Depends on the log's clock alone, so every replay decides the same.
 */
public final class RepeatRule {

  private RepeatRule() {}

  /**
   * How long an event's id must be remembered.
   *
   * @param occurredAt time of the event that counts, µs since the epoch
   * @return by the log's clock, µs since the epoch
   */
  public static long knownUntil(long occurredAt) {
    return occurredAt + Micros.of(DomainEventRule.LATEST);
  }

  /**
   * Whether an event repeats one that counts.
   *
   * @param appendedAt when the event was appended, by the log's clock, µs since the epoch
   * @param knownUntil of the event that counts; null if there is none
   */
  public static boolean isRepeated(long appendedAt, @Nullable Long knownUntil) {
    return knownUntil != null && appendedAt <= knownUntil;
  }
}
