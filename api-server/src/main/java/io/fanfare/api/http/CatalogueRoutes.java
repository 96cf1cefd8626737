package io.fanfare.api.http;

import io.fanfare.api.auth.Tokens;
import io.fanfare.api.catalogue.Catalogue;
import io.fanfare.api.edge.Dependencies;
import io.fanfare.api.models.KeyList;
import io.fanfare.api.presentation.Urn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tracks, playlists, users, and the lists around them, as everybody may read them without a token;
 * and, for the user of a token, what of it is theirs.
 */
public final class CatalogueRoutes {

  private static final Map<String, KeyList> OF_USERS =
      Map.of(
          "tracks", KeyList.TRACKS_OF_USER,
          "playlists", KeyList.PLAYLISTS_OF_USER,
          "likes/tracks", KeyList.TRACKS_LIKED_BY_USER,
          "reposts/tracks", KeyList.TRACKS_REPOSTED_BY_USER,
          "followers", KeyList.FOLLOWERS_OF_USER,
          "followings", KeyList.FOLLOWINGS_OF_USER);

  private static final Map<String, KeyList> OF_TRACKS =
      Map.of(
          "comments", KeyList.COMMENTS_OF_TRACK,
          "favoriters", KeyList.FAVORITERS_OF_TRACK,
          "reposters", KeyList.REPOSTERS_OF_TRACK);

  private static final List<String> OF_ME = List.of("followings", "followers", "likes/tracks");

  private final Catalogue catalogue;
  private final Authentication authentication;
  private final PublicAnswers answers;

  public CatalogueRoutes(Catalogue catalogue, Tokens tokens, PublicAnswers answers) {
    this.catalogue = catalogue;
    this.answers = answers;
    this.authentication = new Authentication(tokens);
  }

  void register(RoutesConfig routes) {
    one(routes, Urn.TRACKS, catalogue::track);
    one(routes, Urn.PLAYLISTS, catalogue::playlist);
    one(routes, Urn.USERS, catalogue::user);
    OF_USERS.forEach((name, list) -> list(routes, Urn.USERS, name, list));
    OF_ME.forEach(name -> ownList(routes, name));
    Routes.serve(
        routes,
        "/me",
        context ->
            answerOwn(
                context,
                catalogue.user(
                    authentication.userId(context),
                    context.queryParamMap(),
                    Dependencies.ofPrivateAnswer())));
    OF_TRACKS.forEach((name, list) -> list(routes, Urn.TRACKS, name, list));
    Routes.serve(
        routes,
        "/playlists/{urn}/tracks",
        context -> {
          long id = id(context, Urn.PLAYLISTS);
          String path = path(Urn.PLAYLISTS, id, "tracks");
          answers.answer(
              context, read -> catalogue.tracksOfPlaylist(id, path, context.queryParamMap(), read));
        });
  }

  /** Reads one row. */
  private interface Reading {
    Optional<?> read(long id, Map<String, List<String>> query, Dependencies read);
  }

  private void one(RoutesConfig routes, String table, Reading reading) {
    Routes.serve(
        routes,
        "/" + table + "/{urn}",
        context -> {
          long id = id(context, table);
          answers.answer(context, read -> reading.read(id, context.queryParamMap(), read));
        });
  }

  private void list(RoutesConfig routes, String table, String name, KeyList list) {
    Routes.serve(
        routes,
        "/%s/{urn}/%s".formatted(table, name),
        context -> {
          long id = id(context, table);
          String path = path(table, id, name);
          answers.answer(
              context, read -> catalogue.page(list, id, path, context.queryParamMap(), read));
        });
  }

  private void ownList(RoutesConfig routes, String name) {
    KeyList list = Objects.requireNonNull(OF_USERS.get(name), name);
    String path = "/me/" + name;
    Routes.serve(
        routes,
        path,
        context ->
            answerOwn(
                context,
                catalogue.page(
                    list,
                    authentication.userId(context),
                    path,
                    context.queryParamMap(),
                    Dependencies.ofPrivateAnswer())));
  }

  /** The same for every way of writing it. */
  private static String path(String table, long id, String name) {
    return "/%s/%s/%s".formatted(table, Urn.of(table, id), name);
  }

  private static long id(Context context, String table) {
    Long id = Urn.id(table, context.pathParam("urn"));
    if (id == null) {
      throw new NotFoundResponse();
    }
    return id;
  }

  private static void answerOwn(Context context, Optional<?> found) {
    Json.answerTagged(context, found.orElseThrow(NotFoundResponse::new));
  }
}
