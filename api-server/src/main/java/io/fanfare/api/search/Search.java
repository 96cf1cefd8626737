package io.fanfare.api.search;

import io.fanfare.api.availability.ConcurrencyLimit;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.catalogue.Reading;
import io.fanfare.api.catalogue.ShownModels;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.models.Models;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.presentation.CollectionView;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.search.SearchIndex.FoundDocument;
import io.fanfare.api.search.SearchIndex.SearchHits;
import io.fanfare.api.search.SearchIndex.SearchPosition;
import io.fanfare.api.stats.Totals;
import io.fanfare.schemas.search.DocumentKind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Searches for pages of hits, with links to the next ones, and for suggestions. */
public final class Search {

  private static final int MOST_AT_ONCE = 64;
  private static final int DEFAULT_SUGGESTIONS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SearchIndex index;
  private final ShownModels models;
  private final SearchCursors cursors;
  private final String publicUrl;
  private final ConcurrencyLimit concurrency = new ConcurrencyLimit(MOST_AT_ONCE);

  /**
   * @param publicUrl the beginning of links, without a slash at its end
   */
  public Search(
      SearchIndex index,
      Models models,
      Totals totals,
      SearchCursors cursors,
      String publicUrl,
      Clock clock) {
    this.index = index;
    this.models = new ShownModels(models, totals, clock, new Links(publicUrl));
    this.cursors = cursors;
    this.publicUrl = publicUrl;
  }

  /**
   * A page of what a search finds.
   *
   * @param query the request's parameters
   * @throws ApiException (400) if one of them is wrong
   * @throws ApiException (410) if the search of the cursor has expired
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public CollectionView<?> page(DocumentKind kind, Map<String, List<String>> query) {
    SearchParameters parameters = SearchParameters.of(kind, query);
    String cursor = parameters.cursor();
    SearchPosition after = cursor == null ? null : cursors.decode(cursor, parameters.scope());
    if (!parameters.access().wantsPlayable()) {
      return new CollectionView<>(List.of(), null);
    }
    return concurrency.run(
        () -> {
          Deadline deadline = Deadline.in(PATIENCE);
          SearchHits hits = deadline.await(hits(parameters, after), Dependency.ELASTICSEARCH);
          return new CollectionView<>(
              views(kind, hits, Reading.forPrivateAnswer(deadline)), nextHref(hits, parameters));
        });
  }

  /**
   * Suggestions for a text that is being typed.
   *
   * @throws ApiException (400) if a parameter is wrong
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public CollectionView<SuggestionView> suggestions(Map<String, List<String>> query) {
    QueryParameters parameters = new QueryParameters(query);
    int limit = parameters.limit(DEFAULT_SUGGESTIONS);
    String typed = parameters.single("q");
    String text = typed == null ? "" : SearchText.cut(typed);
    parameters.refuseOthers();
    if (text.isEmpty()) {
      return new CollectionView<>(List.of(), null);
    }
    return concurrency.run(
        () -> {
          Deadline deadline = Deadline.in(PATIENCE);
          List<FoundDocument> found =
              deadline.await(index.suggest(text, limit), Dependency.ELASTICSEARCH);
          return new CollectionView<>(
              suggested(found, limit, Reading.forPrivateAnswer(deadline)), null);
        });
  }

  /** A state of the index is kept only for a client that may read further pages. */
  private CompletionStage<SearchHits> hits(
      SearchParameters parameters, @Nullable SearchPosition after) {
    return parameters.isLinked() || after != null
        ? index.page(parameters.search(), after, parameters.limit())
        : index.best(parameters.search(), parameters.limit());
  }

  private List<?> views(DocumentKind kind, SearchHits hits, Reading reading) {
    List<Long> ids = hits.ids();
    return switch (kind) {
      case TRACK -> List.copyOf(models.tracks(ids, reading).values());
      case PLAYLIST -> List.copyOf(models.playlists(ids, reading).values());
      case USER -> List.copyOf(models.users(ids, reading).values());
    };
  }

  private @Nullable String nextHref(SearchHits hits, SearchParameters parameters) {
    SearchPosition next = hits.next();
    return next == null
        ? null
        : publicUrl + parameters.href(cursors.encode(next, parameters.scope()));
  }

  private List<SuggestionView> suggested(List<FoundDocument> found, int limit, Reading reading) {
    Map<FoundDocument, SuggestionView> views = new HashMap<>();
    models
        .tracks(ids(found, DocumentKind.TRACK), reading)
        .forEach((id, track) -> put(views, DocumentKind.TRACK, id, SuggestionView.of(track)));
    models
        .playlists(ids(found, DocumentKind.PLAYLIST), reading)
        .forEach((id, list) -> put(views, DocumentKind.PLAYLIST, id, SuggestionView.of(list)));
    models
        .users(ids(found, DocumentKind.USER), reading)
        .forEach((id, user) -> put(views, DocumentKind.USER, id, SuggestionView.of(user)));
    List<SuggestionView> suggested = new ArrayList<>();
    for (FoundDocument document : found) {
      SuggestionView view = views.get(document);
      if (view != null && suggested.size() < limit) {
        suggested.add(view);
      }
    }
    return suggested;
  }

  private static void put(
      Map<FoundDocument, SuggestionView> views, DocumentKind kind, long id, SuggestionView view) {
    if (view.text() != null) {
      views.put(new FoundDocument(kind, id), view);
    }
  }

  private static List<Long> ids(List<FoundDocument> found, DocumentKind kind) {
    return found.stream()
        .filter(document -> document.kind() == kind)
        .map(FoundDocument::id)
        .toList();
  }
}
