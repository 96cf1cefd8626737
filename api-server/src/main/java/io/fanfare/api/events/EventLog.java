package io.fanfare.api.events;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import java.util.concurrent.CompletionStage;

/** The log of domain events. */
public interface EventLog {

  /**
   * Appends an event. Completes when it is durable; fails if it may not be.
   *
   * @return when the log appended it, by the log's clock, µs since the epoch
   */
  CompletionStage<Long> append(EventKind kind, DomainEvent event);
}
