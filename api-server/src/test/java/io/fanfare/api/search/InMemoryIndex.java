package io.fanfare.api.search;

import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.search.DocumentKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Names in memory: a text finds the names that contain it, in the order in which they were put. */
public final class InMemoryIndex implements SearchIndex {

  private record Entry(FoundDocument document, String name) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, List<Long>> states = new HashMap<>();
  private @Nullable RuntimeException failure;
  private @Nullable SearchQuery lastQuery;

  public synchronized void put(DocumentKind kind, long id, String name) {
    entries.add(new Entry(new FoundDocument(kind, id), name));
  }

  /** All later requests fail with this exception. */
  public synchronized void fail(RuntimeException with) {
    failure = with;
  }

  /** Loses all states, so that no cursor is valid any more. */
  public synchronized void loseStates() {
    states.clear();
  }

  public synchronized @Nullable SearchQuery lastQuery() {
    return lastQuery;
  }

  @Override
  public synchronized CompletionStage<SearchHits> best(SearchQuery query, int limit) {
    lastQuery = query;
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    List<Long> ids = found(query);
    return CompletableFuture.completedFuture(
        new SearchHits(ids.subList(0, Math.min(limit, ids.size())), null));
  }

  @Override
  public synchronized CompletionStage<SearchHits> page(
      SearchQuery query, @Nullable SearchPosition after, int limit) {
    lastQuery = query;
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    String state = after == null ? "state " + states.size() : after.pointInTime();
    int from = after == null ? 0 : Integer.parseInt(after.sort());
    if (after == null) {
      states.put(state, found(query));
    }
    List<Long> ids = states.get(state);
    if (ids == null) {
      return CompletableFuture.failedFuture(new ApiException(410, "The search is gone."));
    }
    int to = Math.min(from + limit, ids.size());
    SearchPosition next = to == ids.size() ? null : new SearchPosition(state, Integer.toString(to));
    return CompletableFuture.completedFuture(new SearchHits(ids.subList(from, to), next));
  }

  @Override
  public synchronized CompletionStage<List<FoundDocument>> suggest(String text, int limit) {
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    return CompletableFuture.completedFuture(
        entries.stream()
            .filter(entry -> entry.name().startsWith(text))
            .map(Entry::document)
            .toList());
  }

  private List<Long> found(SearchQuery query) {
    List<Long> wanted = query.filters().ids();
    return entries.stream()
        .filter(entry -> entry.document().kind() == query.kind())
        .filter(entry -> entry.name().contains(query.text()))
        .map(entry -> entry.document().id())
        .filter(id -> wanted.isEmpty() || wanted.contains(id))
        .toList();
  }
}
