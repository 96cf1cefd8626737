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
import org.jspecify.annotations.Nullable;

/** An event log in memory that can reject events. */
public final class InMemoryEventLog implements EventLog {

  public final List<DomainEvent> plays = Collections.synchronizedList(new ArrayList<>());
  public final List<DomainEvent> downloads = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> rejected = Collections.synchronizedSet(new HashSet<>());

  private volatile @Nullable Long clock;

  /** The log rejects later events with this id. */
  public void reject(String id) {
    rejected.add(id);
  }

  /** The log's clock shows this from now on, in µs since the epoch; at first it is the server's. */
  public void setClock(long micros) {
    clock = micros;
  }

  @Override
  public CompletionStage<Long> append(EventKind kind, DomainEvent event) {
    if (rejected.contains(event.getId())) {
      return CompletableFuture.failedFuture(new IllegalStateException("rejected"));
    }
    (kind == EventKind.PLAY ? plays : downloads).add(event);
    Long appendedAt = clock;
    return CompletableFuture.completedFuture(
        appendedAt == null ? event.getReceivedAt() : appendedAt);
  }
}
