package io.fanfare.api.catalogue;

import io.fanfare.api.availability.ConcurrencyLimit;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.edge.Dependencies;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.models.KeyList;
import io.fanfare.api.models.Lists;
import io.fanfare.api.models.PlaylistPlace;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.presentation.CollectionView;
import io.fanfare.api.presentation.CountedView;
import io.fanfare.api.presentation.OriginView;
import io.fanfare.api.presentation.PlaylistCounts;
import io.fanfare.api.presentation.PlaylistView;
import io.fanfare.api.presentation.ResourceView;
import io.fanfare.api.presentation.TrackCounts;
import io.fanfare.api.presentation.TrackView;
import io.fanfare.api.presentation.Urn;
import io.fanfare.api.presentation.UserCounts;
import io.fanfare.api.presentation.UserView;
import io.fanfare.schemas.edge.EdgeKey;
import io.fanfare.schemas.models.Model;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tracks, playlists and users as everybody may see them, and pages of the lists around them. No
 * answer depends on who asks, so that a cache may give it to all.
 */
public final class Catalogue {

  private static final int MOST_AT_ONCE = 64;
  private static final int FIRST_TRACKS = 20;

  private final ShownModels models;
  private final CountedModels counts;
  private final Lists lists;
  private final ListViews views;
  private final Resolver resolver;
  private final ListCursors cursors;
  private final String publicUrl;
  private final ConcurrencyLimit concurrency = new ConcurrencyLimit(MOST_AT_ONCE);

  /**
   * @param publicUrl the beginning of links, without a slash at its end
   */
  public Catalogue(
      ShownModels models,
      CountedModels counts,
      Lists lists,
      ListCursors cursors,
      String publicUrl) {
    this.models = models;
    this.counts = counts;
    this.lists = lists;
    this.views = new ListViews(models, lists);
    this.resolver = new Resolver(models, lists);
    this.cursors = cursors;
    this.publicUrl = publicUrl;
  }

  /**
   * A track with its counts; empty if it is not there or not released.
   *
   * @param query the request's parameters
   * @param read notes what the answer is made of
   * @throws ApiException (400) if there is any parameter
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public Optional<CountedView<TrackView, TrackCounts>> track(
      long id, Map<String, List<String>> query, Dependencies read) {
    QueryParameters.refuseAll(query);
    return one(id, read, models::tracks, counts::ofTrack);
  }

  /** A playlist, likewise; `access` is about the tracks in it, which this answer has not. */
  public Optional<CountedView<PlaylistView, PlaylistCounts>> playlist(
      long id, Map<String, List<String>> query, Dependencies read) {
    QueryParameters parameters = new QueryParameters(query);
    ListPage.ofPlaylists(parameters);
    parameters.refuseOthers();
    return one(id, read, models::playlists, counts::ofPlaylist);
  }

  /** A user, likewise. */
  public Optional<CountedView<UserView, UserCounts>> user(
      long id, Map<String, List<String>> query, Dependencies read) {
    QueryParameters.refuseAll(query);
    return one(id, read, models::users, counts::ofUser);
  }

  private <V extends ResourceView, C> Optional<CountedView<V, C>> one(
      long id,
      Dependencies read,
      BiFunction<Collection<Long>, Reading, Map<Long, V>> rows,
      BiFunction<Long, Reading, C> counted) {
    return concurrency.run(
        () -> {
          Reading reading = Reading.begin(read);
          return Optional.ofNullable(rows.apply(List.of(id), reading).get(id))
              .map(row -> new CountedView<>(row, counted.apply(id, reading)));
        });
  }

  /**
   * A page of a list. It may be shorter than its limit although more follows: what nobody may see
   * is left out.
   *
   * @param of the row to which the list belongs
   * @param path with which links begin
   * @param query the request's parameters
   * @param read notes what the answer is made of
   * @return empty if the row to which the list belongs is not there, or not released
   * @throws ApiException (400) if a parameter is wrong
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public Optional<CollectionView<?>> page(
      KeyList list, long of, String path, Map<String, List<String>> query, Dependencies read) {
    String scope = list + " " + of;
    ListPage page = ListPage.of(scope, list.shown(), query, cursors);
    return answer(
        page,
        read,
        reading -> isShown(list.owner(), of, reading),
        reading -> {
          read.add(list.edgeKey(), of);
          List<Long> keys =
              reading.await(lists.keys(list, of, page.afterKey(), page.limit()), Dependency.MYSQL);
          String cursor =
              keys.size() < page.limit() ? null : cursors.encode(keys.get(keys.size() - 1), scope);
          return new CollectionView<>(
              views.of(list, keys, reading), page.next(publicUrl + path, cursor));
        });
  }

  /** A page of the tracks of a playlist, in its order, likewise. */
  public Optional<CollectionView<?>> tracksOfPlaylist(
      long playlist, String path, Map<String, List<String>> query, Dependencies read) {
    String scope = "TRACKS_OF_PLAYLIST " + playlist;
    ListPage page = ListPage.of(scope, Model.TRACK, query, cursors);
    return answer(
        page,
        read,
        reading -> isShown(Model.PLAYLIST, playlist, reading),
        reading -> {
          List<PlaylistPlace> places = places(playlist, page.after(), page.limit(), reading);
          String cursor =
              places.size() < page.limit()
                  ? null
                  : cursors.encode(places.get(places.size() - 1), scope);
          return new CollectionView<>(
              views.tracks(places, reading), page.next(publicUrl + path, cursor));
        });
  }

  private List<PlaylistPlace> places(
      long playlist, @Nullable PlaylistPlace after, int limit, Reading reading) {
    reading.dependencies().add(EdgeKey.TRACKS_OF_PLAYLIST, playlist);
    return reading.await(lists.tracksOfPlaylist(playlist, after, limit), Dependency.MYSQL);
  }

  /**
   * What a URL names; empty if nothing does, or not everybody may see it.
   *
   * @param url a URN, the URL of a row in the API, or a URL of permalinks
   * @param read notes what the answer is made of
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public Optional<ResourceView> resolve(String url, Dependencies read) {
    Address address = Address.of(url, publicUrl);
    return address == null
        ? Optional.empty()
        : concurrency.run(
            () -> Optional.ofNullable(resolver.resolve(address, Reading.begin(read))));
  }

  /** The first tracks of a playlist, as far as everybody may see them; none of anything else. */
  public List<TrackView> firstTracks(OriginView origin, Dependencies read) {
    Long playlist = Urn.id(Urn.PLAYLISTS, origin.urn());
    if (playlist == null) {
      return List.of();
    }
    return concurrency.run(
        () -> {
          Reading reading = Reading.begin(read);
          return views.tracks(places(playlist, null, FIRST_TRACKS, reading), reading);
        });
  }

  private Optional<CollectionView<?>> answer(
      ListPage page,
      Dependencies read,
      Function<Reading, Boolean> isThere,
      Function<Reading, CollectionView<?>> reader) {
    return concurrency.run(
        () -> {
          Reading reading = Reading.begin(read);
          if (!isThere.apply(reading)) {
            return Optional.empty();
          }
          return Optional.of(
              page.access().wantsPlayable()
                  ? reader.apply(reading)
                  : new CollectionView<>(List.of(), null));
        });
  }

  private boolean isShown(Model model, long id, Reading reading) {
    List<Long> ids = List.of(id);
    return switch (model) {
      case USER -> models.users(ids, reading).containsKey(id);
      case TRACK -> models.tracks(ids, reading).containsKey(id);
      case PLAYLIST -> models.playlists(ids, reading).containsKey(id);
      default -> throw new IllegalArgumentException("No list belongs to a " + model);
    };
  }
}
