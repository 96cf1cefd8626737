package io.fanfare.api.events;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import java.util.concurrent.CompletionStage;

/** Where domain events are kept. */
public interface EventLog {

  /** Completes when the log has the event for good; fails if it may not have it. */
  CompletionStage<Void> append(EventKind kind, DomainEvent event);
}
