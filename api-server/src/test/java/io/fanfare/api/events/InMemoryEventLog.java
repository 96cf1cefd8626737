package io.fanfare.api.events;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A log of events in memory, which can refuse some. */
public final class InMemoryEventLog implements EventLog {

  public final List<DomainEvent> plays = Collections.synchronizedList(new ArrayList<>());
  public final List<DomainEvent> downloads = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> refused = Collections.synchronizedSet(new HashSet<>());

  /** From now on, the log does not answer for the event with this id. */
  public void refuse(String id) {
    refused.add(id);
  }

  @Override
  public CompletionStage<Void> append(EventKind kind, DomainEvent event) {
    if (refused.contains(event.getId())) {
      return CompletableFuture.failedFuture(new IllegalStateException("refused"));
    }
    (kind == EventKind.PLAY ? plays : downloads).add(event);
    return CompletableFuture.completedFuture(null);
  }
}
