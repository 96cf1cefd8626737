package io.fanfare.api.http;

import io.fanfare.api.auth.Tokens;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.fanfare.api.events.DomainEvents;
import io.fanfare.api.feed.Feed;
import io.fanfare.api.feed.FeedKinds;
import io.fanfare.api.feed.FeedView;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.presentation.Urn;
import io.fanfare.api.search.Search;
import io.fanfare.api.stats.Stats;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps each path to its handler. */
public final class Routes {

  /** The contract of this API. */
  static final String CONTRACT = "/openapi.yaml";

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final Authentication authentication;
  private final Feed feed;
  private final Search search;
  private final Stats stats;
  private final DomainEvents events;
  private final HealthHandler health;
  private final UpdateStreams updates;
  private final NotificationRoutes notifications;
  private final CatalogueRoutes catalogue;
  private final EmbedRoutes embeds;
  private final @Nullable LocalSignIn signIn;
  private final ErrorAnswers errors;
  private final byte[] contract = resource("openapi.yaml");

  /**
   * @param missing the names of the dependencies that do not answer
   * @param signIn null if users can sign in only with a token
   * @param publicUrl the beginning of links, without a slash at its end
   */
  public Routes(
      Tokens tokens,
      Feed feed,
      Search search,
      Stats stats,
      DomainEvents events,
      UpdateStreams updates,
      NotificationRoutes notifications,
      CatalogueRoutes catalogue,
      EmbedRoutes embeds,
      @Nullable LocalSignIn signIn,
      Supplier<Missing> missing,
      String publicUrl) {
    this.authentication = new Authentication(tokens);
    this.feed = feed;
    this.search = search;
    this.stats = stats;
    this.events = events;
    this.updates = updates;
    this.notifications = notifications;
    this.catalogue = catalogue;
    this.embeds = embeds;
    this.signIn = signIn;
    this.health = new HealthHandler(missing);
    this.errors = new ErrorAnswers(publicUrl + CONTRACT);
  }

  /**
   * The server, not started yet.
   *
   * @param more what else to configure
   */
  public Javalin server(Consumer<JavalinConfig> more) {
    return Javalin.create(
        config -> {
          configure(config);
          more.accept(config);
        });
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = RequestBody.MOST_BYTES;
    errors.register(config);
    RoutesConfig routes = config.routes;
    RequestIds.register(routes);
    routes.before(Routes::secure);
    routes.before(Routes::requireReadablePath);
    for (FeedKinds kinds : FeedKinds.values()) {
      serve(routes, kinds.path(), context -> feed(kinds, context));
    }
    serve(routes, "/me/feed/updates", updates::open);
    for (DocumentKind kind : DocumentKind.values()) {
      serve(routes, "/" + Indices.alias(kind), context -> search(kind, context));
    }
    serve(routes, "/search/suggest", this::suggest);
    serve(routes, "/tracks/{urn}/stats", this::trackStats);
    serve(routes, "/me/stats", this::ownStats);
    routes.post("/events", this::events);
    notifications.register(routes);
    catalogue.register(routes);
    embeds.register(routes);
    if (signIn != null) {
      serve(routes, "/local-sign-in/users", signIn::listUsers);
      serve(routes, "/local-sign-in/users/{id}/token", signIn::issueToken);
    }
    PageFiles.ofUsers().register(routes);
    serve(routes, HealthHandler.LIVE, withoutParameters(health::live));
    serve(routes, HealthHandler.READY, withoutParameters(health::ready));
    serve(routes, CONTRACT, this::contract);
  }

  /** What reports whether this server should get requests; another port may serve it, too. */
  public HealthHandler health() {
    return health;
  }

  private static Handler withoutParameters(Handler handler) {
    return context -> {
      QueryParameters.refuseAll(context.queryParamMap());
      handler.handle(context);
    };
  }

  static void serve(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    // Without a handler of its own, HEAD would answer 200 without authentication.
    routes.head(path, handler);
  }

  private static void secure(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Cache-Control", "private, no-cache");
    context.header("Vary", "Authorization");
  }

  /** Javalin would fail when it decodes the parameters of the path. */
  private static void requireReadablePath(Context context) {
    if (BAD_ESCAPE.matcher(context.path()).find()) {
      throw new NotFoundResponse();
    }
  }

  private void feed(FeedKinds kinds, Context context) {
    long userId = authentication.userId(context);
    FeedView page = feed.page(kinds, userId, context.queryParamMap());
    Json.answerTagged(context, page, page.essence());
  }

  private void search(DocumentKind kind, Context context) {
    authentication.reader(context);
    Json.answerTagged(context, search.page(kind, context.queryParamMap()));
  }

  private void suggest(Context context) {
    authentication.reader(context);
    Json.answerTagged(context, search.suggestions(context.queryParamMap()));
  }

  private void trackStats(Context context) {
    Long viewer = authentication.reader(context);
    Long track = Urn.id(Urn.TRACKS, context.pathParam("urn"));
    if (track == null) {
      throw new NotFoundResponse();
    }
    Json.answerTagged(
        context,
        stats.ofTrack(viewer, track, context.queryParamMap()).orElseThrow(NotFoundResponse::new));
  }

  private void ownStats(Context context) {
    long user = authentication.userId(context);
    Json.answerTagged(context, stats.ofOwner(user, context.queryParamMap()));
  }

  private void events(Context context) {
    authentication.requireApplication(context);
    QueryParameters.refuseAll(context.queryParamMap());
    Json.answer(context, 200, events.accept(RequestBody.json(context)));
  }

  private void contract(Context context) {
    QueryParameters.refuseAll(context.queryParamMap());
    context.contentType("application/yaml;charset=utf-8").result(contract);
  }

  private static byte[] resource(String name) {
    try (InputStream in = Routes.class.getClassLoader().getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
