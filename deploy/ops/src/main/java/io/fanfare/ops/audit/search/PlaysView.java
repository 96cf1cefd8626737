package io.fanfare.ops.audit.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.ops.Await;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.FormerRows;
import io.fanfare.ops.audit.Growth;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.View;
import io.fanfare.ops.audit.Wording;
import io.fanfare.ops.audit.stats.CellRow;
import io.fanfare.ops.audit.stats.ExpectedCells;
import io.fanfare.ops.audit.stats.StatsSql;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The play counts in the documents of tracks: they must equal the counts of the event log. Search
 * follows some seconds later.
 */
public final class PlaysView implements View<PlayedTrack> {

  private static final String TRACKS = "/" + Indices.alias(DocumentKind.TRACK);
  private static final int PAGE = 1_000;

  /** The way of plays from the log to the index, without the time that they gather for search. */
  private static final Duration WAY = Duration.ofSeconds(12);

  /** While many late plays come, the stats job gathers those of a track for about 45 s. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Each poll refreshes the index. */
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Growth<PlayedTrack> GROWTH =
      new Growth<>() {
        @Override
        public boolean isWithin(PlayedTrack lower, PlayedTrack upper) {
          return lower.plays() <= upper.plays();
        }

        @Override
        public String causeOfMore() {
          return "The document counts more plays than the log: events are lost from the log, or it"
              + " was written by hand.";
        }
      };

  private final Elasticsearch elasticsearch;
  private final SourceTables tables;
  private final Duration patience;
  private final ExpectedCells events;
  private final Map<Long, List<PlayedTrack>> prefetched = new HashMap<>();

  /** Expected since the last judgement: search must reach these counts before it is judged. */
  private final List<PlayedTrack> awaited = new ArrayList<>();

  private boolean isFresh;
  private boolean hasWaited;

  /**
   * @param tables of the source
   * @param events the expected counts, from the log; the caller closes it
   */
  public PlaysView(PipelineAccess pipeline, SourceTables tables, ExpectedCells events) {
    this.elasticsearch = new Elasticsearch(pipeline.requireSearch());
    this.tables = tables;
    this.patience = pipeline.playsAfter().multipliedBy(2).plus(WAY);
    this.events = events;
  }

  /** Only for tracks that can be found: {@link SearchView} checks which these should be. */
  @Override
  public ExpectedRows<PlayedTrack> expected(Connection source, Collection<Long> recipientIds) {
    Set<Long> found = new HashSet<>();
    documents("user_id", List.copyOf(recipientIds)).forEach(track -> found.add(track.trackId()));
    List<PlayedTrack> expected = new ArrayList<>();
    try (ExpectedRows<CellRow> cells =
        events.expected(source, recipientIds, tracks(source, recipientIds))) {
      while (cells.hasNext()) {
        CellRow cell = cells.next();
        if (cell.subject() == StatsSubject.TRACK
            && cell.kind() == StatKind.PLAY
            && cell.granularity() == Granularity.ALL
            && found.contains(cell.trackId())) {
          expected.add(new PlayedTrack(cell.recipientId(), cell.trackId(), cell.total()));
        }
      }
    }
    awaited.addAll(expected);
    return new ListedRows<>(expected);
  }

  private Map<Long, List<Long>> tracks(Connection source, Collection<Long> recipientIds) {
    try {
      return StatsSql.tracks(source, tables, recipientIds);
    } catch (SQLException e) {
      throw new UnavailableException("The source does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void lookAhead(List<Long> recipientIds) {
    awaited.clear();
    prefetched.clear();
    recipientIds.forEach(id -> prefetched.put(id, new ArrayList<>()));
    for (PlayedTrack document : documents("user_id", recipientIds)) {
      prefetched.computeIfAbsent(document.recipientId(), id -> new ArrayList<>()).add(document);
    }
  }

  @Override
  public void judge(long recipientId, BiConsumer<PlayedTrack, Verdict> judged) {
    List<PlayedTrack> known = prefetched.remove(recipientId);
    List<PlayedTrack> documents =
        known != null ? known : documents("user_id", List.of(recipientId));
    for (PlayedTrack document : documents) {
      if (document.plays() > 0) {
        judged.accept(document, Verdict.SHOWN);
      }
    }
  }

  /** Documents of tracks, in the order of their owners and then of their ids. */
  private List<PlayedTrack> documents(String field, List<Long> ids) {
    if (!isFresh) {
      refresh();
      isFresh = true;
    }
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("size", PAGE);
    query.put("_source", List.of("id", "user_id", "playback_count"));
    query.put("query", Map.of("bool", Map.of("filter", Map.of("terms", Map.of(field, ids)))));
    query.put("sort", List.of(Map.of("user_id", "asc"), Map.of("id", "asc")));
    List<PlayedTrack> documents = new ArrayList<>();
    JsonNode hits = search(query);
    while (!hits.isEmpty()) {
      hits.forEach(hit -> documents.add(document(hit.path("_source"))));
      query.put("search_after", hits.get(hits.size() - 1).path("sort"));
      hits = search(query);
    }
    return documents;
  }

  private JsonNode search(Map<String, Object> query) {
    // In a partial answer, the rest would look missing.
    return elasticsearch
        .ask("POST", TRACKS + "/_search?allow_partial_search_results=false", query)
        .at("/hits/hits");
  }

  private static PlayedTrack document(JsonNode source) {
    return new PlayedTrack(
        source.path("user_id").asLong(),
        source.path("id").asLong(),
        source.path("playback_count").asLong());
  }

  /**
   * Waits once, as long as documents follow. If search is too late then, that is a difference, and
   * later calls do not wait.
   */
  @Override
  public void awaitOtherInputs() throws InterruptedException {
    Map<Long, Long> found = found();
    if (isBehind(found) && !hasWaited) {
      AtomicReference<Map<Long, Long>> last = new AtomicReference<>(found);
      AtomicLong progressAt = new AtomicLong(System.nanoTime());
      var unused =
          Await.within(
              LONGEST,
              POLL,
              () -> {
                refresh();
                Map<Long, Long> now = found();
                if (!now.equals(last.getAndSet(now))) {
                  progressAt.set(System.nanoTime());
                }
                return !isBehind(now) || System.nanoTime() - progressAt.get() > patience.toNanos();
              });
      hasWaited = isBehind(found());
    }
    awaited.clear();
  }

  /** The plays of the awaited tracks in their documents. */
  private Map<Long, Long> found() {
    Map<Long, Long> found = new TreeMap<>();
    for (int from = 0; from < awaited.size(); from += PAGE) {
      List<Long> ids =
          awaited.subList(from, Math.min(from + PAGE, awaited.size())).stream()
              .map(PlayedTrack::trackId)
              .toList();
      documents("id", ids).forEach(track -> found.put(track.trackId(), track.plays()));
    }
    return found;
  }

  private boolean isBehind(Map<Long, Long> found) {
    // A track that can no longer be found is not waited for.
    return awaited.stream()
        .anyMatch(track -> found.getOrDefault(track.trackId(), track.plays()) < track.plays());
  }

  @Override
  public void forgetSource() {
    prefetched.clear();
    events.forget();
    refresh();
  }

  /** Makes earlier writes visible to searches. */
  private void refresh() {
    elasticsearch.ask("POST", TRACKS + "/_refresh", null);
  }

  @Override
  public Growth<PlayedTrack> growth() {
    return GROWTH;
  }

  /** A refresh of a track's row makes the stats job emit its plays again. */
  @Override
  public Repair<PlayedTrack> repair() {
    return row -> {
      SpecificRecordBase track = FormerRows.track(row.trackId(), row.recipientId());
      return Map.of(RowKey.of(Model.TRACK, track), track);
    };
  }

  @Override
  public Wording<PlayedTrack> wording() {
    return new PlaysWording();
  }

  @Override
  public void close() {
    elasticsearch.close();
  }

  /** Rows in memory. */
  private static final class ListedRows<E> implements ExpectedRows<E> {

    private final List<E> rows;
    private int next;

    ListedRows(List<E> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return next < rows.size();
    }

    @Override
    public E peek() {
      return rows.get(next);
    }

    @Override
    public E next() {
      return rows.get(next++);
    }

    @Override
    public void close() {}
  }
}
