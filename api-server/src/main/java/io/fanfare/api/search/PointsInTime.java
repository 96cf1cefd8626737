package io.fanfare.api.search;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.elasticsearch.client.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of the indices that searches read. All first pages within a short time that may have a
 * next page share one. It is closed after its last reader, unless a client got a cursor: then
 * Elasticsearch keeps it until it has been idle for {@link #KEPT}.
 */
final class PointsInTime {

  /** How long a cursor is valid after each use. */
  static final Duration KEPT = Duration.ofMinutes(5);

  /** As Elasticsearch writes it. */
  static final String KEEP_ALIVE = KEPT.toMinutes() + "m";

  /** How far a search may be behind its index, which itself shows changes once a second. */
  private static final Duration FRESH = Duration.ofMillis(500);

  /** Each kept state holds files open: with this many, new states are opened less often. */
  private static final int MANY = 100;

  private static final Duration FRESH_WITH_MANY = KEPT.dividedBy(MANY);

  private static final Logger LOG = LoggerFactory.getLogger(PointsInTime.class);

  private final ElasticsearchRequests requests;
  private final LongSupplier nanos;
  private final Map<DocumentKind, PointInTime> newest = new EnumMap<>(DocumentKind.class);
  private final Map<DocumentKind, Queue<Long>> keptUntil = new EnumMap<>(DocumentKind.class);

  /** One state of one index. */
  static final class PointInTime {
    private final DocumentKind kind;
    private final CompletionStage<String> id;
    private final long openedAt;
    private int readers;
    private boolean isKept;

    private PointInTime(DocumentKind kind, CompletionStage<String> id, long openedAt) {
      this.kind = kind;
      this.id = id;
      this.openedAt = openedAt;
    }

    /** Its id in Elasticsearch, once it is open. */
    CompletionStage<String> id() {
      return id;
    }

    private boolean hasFailed() {
      return id.toCompletableFuture().isCompletedExceptionally();
    }
  }

  /**
   * @param nanos a clock that only goes forward
   */
  PointsInTime(ElasticsearchRequests requests, LongSupplier nanos) {
    this.requests = requests;
    this.nanos = nanos;
  }

  /** A recent state; release it after reading. */
  synchronized PointInTime acquire(DocumentKind kind) {
    long now = nanos.getAsLong();
    PointInTime point = newest.get(kind);
    if (point == null || point.hasFailed() || isOld(point, now)) {
      PointInTime opened = new PointInTime(kind, open(kind), now);
      newest.put(kind, opened);
      closeIfUnneeded(point);
      point = opened;
    }
    point.readers++;
    return point;
  }

  /**
   * Ends a reader's use of a state.
   *
   * @param isKept whether the reader got a cursor
   */
  synchronized void release(PointInTime point, boolean isKept) {
    point.readers--;
    if (isKept && !point.isKept) {
      point.isKept = true;
      kept(point.kind).add(nanos.getAsLong() + KEPT.toNanos());
    }
    closeIfUnneeded(point);
  }

  /** Stops sharing a state that Elasticsearch has lost. */
  synchronized void forget(PointInTime point) {
    newest.remove(point.kind, point);
  }

  /** Closes the states that no cursor needs. */
  synchronized void close() {
    Collection<PointInTime> left = new ArrayList<>(newest.values());
    newest.clear();
    left.forEach(this::closeIfUnneeded);
  }

  private boolean isOld(PointInTime point, long now) {
    Queue<Long> kept = kept(point.kind);
    while (!kept.isEmpty() && kept.element() - now < 0) {
      kept.remove();
    }
    Duration fresh = kept.size() < MANY ? FRESH : FRESH_WITH_MANY;
    return now - point.openedAt > fresh.toNanos();
  }

  private Queue<Long> kept(DocumentKind kind) {
    return keptUntil.computeIfAbsent(kind, any -> new ArrayDeque<>());
  }

  private CompletionStage<String> open(DocumentKind kind) {
    Request request = new Request("POST", "/" + Indices.alias(kind) + "/_pit");
    request.addParameter("keep_alive", KEEP_ALIVE);
    return requests.send(request).thenApply(answer -> answer.path("id").asText());
  }

  private void closeIfUnneeded(@Nullable PointInTime point) {
    if (point == null) {
      return;
    }
    boolean isCurrent = newest.get(point.kind) == point;
    boolean isNeeded = isCurrent || point.isKept || point.readers > 0;
    if (!isNeeded) {
      point.id.thenAccept(this::close);
    }
  }

  private void close(String id) {
    Request request = new Request("DELETE", "/_pit");
    request.setJsonEntity(JsonNodeFactory.instance.objectNode().put("id", id).toString());
    requests
        .send(request)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                LOG.debug("A point in time closes by itself later", failure);
              }
            });
  }
}
