package io.fanfare.api.events;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import java.util.concurrent.CompletionStage;

/** The log of domain events. */
public interface EventLog {

  /** Appends an event. Completes when it is durable; fails if it may not be. */
  CompletionStage<Void> append(EventKind kind, DomainEvent event);
}
