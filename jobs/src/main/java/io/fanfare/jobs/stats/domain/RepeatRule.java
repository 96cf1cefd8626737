package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEventRule;
import org.jspecify.annotations.Nullable;

/**
 * Which of the events with one id counts: the first one that the log has. Later ones count nothing
 * for as long as the first one could still be told; nobody would take it for one that counts after
 * that. Hangs on the log's clock alone, so that whoever reads the log again decides the same.
 */
public final class RepeatRule {

  private RepeatRule() {}

  /**
   * Until when the id of an event that counts is known.
   *
   * @param occurredAt of the event, µs since the epoch
   * @return by the log's clock, µs since the epoch
   */
  public static long knownUntil(long occurredAt) {
    return occurredAt + Micros.of(DomainEventRule.LATEST);
  }

  /**
   * Whether an event repeats one that counts.
   *
   * @param appendedAt of the event, by the log's clock, µs since the epoch
   * @param knownUntil of the one that counts; null if there is none
   */
  public static boolean isRepeated(long appendedAt, @Nullable Long knownUntil) {
    return knownUntil != null && appendedAt <= knownUntil;
  }
}
