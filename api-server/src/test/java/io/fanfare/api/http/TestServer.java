package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.auth.Tokens;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.catalogue.Catalogue;
import io.fanfare.api.catalogue.CountedModels;
import io.fanfare.api.catalogue.ListCursors;
import io.fanfare.api.catalogue.ShownModels;
import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.dashboard.DashboardStore;
import io.fanfare.api.dashboard.InMemoryDashboards;
import io.fanfare.api.edge.Fence;
import io.fanfare.api.events.DomainEvents;
import io.fanfare.api.events.InMemoryEventLog;
import io.fanfare.api.feed.Arrivals;
import io.fanfare.api.feed.Cursors;
import io.fanfare.api.feed.EntryIds;
import io.fanfare.api.feed.Feed;
import io.fanfare.api.feed.FeedItems;
import io.fanfare.api.feed.FeedUpdates;
import io.fanfare.api.metrics.ApiMetrics;
import io.fanfare.api.models.InMemoryCounts;
import io.fanfare.api.models.InMemoryLists;
import io.fanfare.api.models.InMemoryModels;
import io.fanfare.api.notifications.Devices;
import io.fanfare.api.notifications.InMemoryRecipients;
import io.fanfare.api.notifications.NotificationCursors;
import io.fanfare.api.notifications.Notifications;
import io.fanfare.api.notifications.OptOutLinks;
import io.fanfare.api.notifications.OptOuts;
import io.fanfare.api.notifications.Recipients;
import io.fanfare.api.notifications.SeenMarkers;
import io.fanfare.api.notifications.WebhookSecrets;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.search.InMemoryIndex;
import io.fanfare.api.search.Search;
import io.fanfare.api.search.SearchCursors;
import io.fanfare.api.stats.InMemoryCells;
import io.fanfare.api.stats.Stats;
import io.fanfare.api.stats.Totals;
import io.fanfare.api.updates.InMemoryUpdates;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.TrackRepost;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The real server over HTTP, on rows and entries in memory. */
final class TestServer implements AutoCloseable {

  static final String PUBLIC_URL = "https://feed.example";
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");
  static final long NOW_MICROS = NOW.getEpochSecond() * 1_000_000 + 123_456;
  static final TokenKey KEY = TokenKey.parse("A".repeat(43));
  static final long LISTENER = 1;

  /** The point of RFC 8291's example. */
  static final WebhookSecrets WEBHOOK_SECRETS = new WebhookSecrets(TokenKey.parse("C".repeat(43)));

  static final String PUSH_KEY =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

  static final OptOutLinks OPT_OUT_LINKS =
      new OptOutLinks(TokenKey.parse("B".repeat(43)), PUBLIC_URL);

  /** Few streams and short times, so that each limit can be seen. */
  static final UpdateStreams.Limits LIMITS =
      new UpdateStreams.Limits(5, 3, Duration.ofMillis(300), Duration.ofMillis(50));

  final InMemoryDashboards dashboards = new InMemoryDashboards();
  final InMemoryModels models = new InMemoryModels();
  final InMemoryLists lists = new InMemoryLists();
  final InMemoryCounts counts = new InMemoryCounts(lists, models);
  final Tokens tokens = new Tokens(KEY, Clock.fixed(NOW, ZoneOffset.UTC));
  final InMemoryIndex index = new InMemoryIndex();
  final InMemoryCells cells = new InMemoryCells();
  final InMemoryEventLog events = new InMemoryEventLog();
  final InMemoryUpdates log = new InMemoryUpdates();
  final InMemoryRecipients recipients = new InMemoryRecipients();
  private final UpdateStreams streams;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Javalin http;

  /** A server on what it holds in memory, where nothing is missing. */
  static TestServer start() {
    return startAt(NOW);
  }

  /** The same at another time. */
  static TestServer startAt(Instant now) {
    return new TestServer(null, Missing.NOTHING, false, now);
  }

  /** A server with keys for web push and for links to opt out. */
  static TestServer withKeys() {
    return new TestServer(null, Missing.NOTHING, false, NOW, true, config -> {});
  }

  /** A server with more conventions. */
  static TestServer with(Consumer<JavalinConfig> more) {
    return new TestServer(null, Missing.NOTHING, false, NOW, false, more);
  }

  /** A server where every client may be any user. */
  static TestServer withLocalSignIn() {
    return new TestServer(null, Missing.NOTHING, true, NOW);
  }

  /** A server on another store. */
  static TestServer on(DashboardStore store, Missing missing) {
    return new TestServer(store, missing, false, NOW);
  }

  final Fence fence = new Fence();

  /** Whether the server has read the newest changes. */
  volatile boolean isCurrent = true;

  private volatile @Nullable Map<Long, Closeness> closeness = Map.of();
  private final ApiMetrics metrics = new ApiMetrics();

  private TestServer(
      @Nullable DashboardStore store, Missing missing, boolean hasLocalSignIn, Instant now) {
    this(store, missing, hasLocalSignIn, now, false, config -> {});
  }

  private TestServer(
      @Nullable DashboardStore store,
      Missing missing,
      boolean hasLocalSignIn,
      Instant now,
      boolean hasKeys,
      Consumer<JavalinConfig> more) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    DashboardReader reader =
        new DashboardReader(
            store == null ? dashboards : store, models, clock, DashboardReader.Limits.DEFAULT);
    Totals totals = new Totals(cells);
    FeedItems items =
        new FeedItems(new EntryIds(KEY), this::closeness, totals, new Links(PUBLIC_URL));
    FeedUpdates updates = new FeedUpdates(reader, models.invalidations(), items);
    Arrivals arrivals = new Arrivals(log.updates(), updates, clock);
    Feed feed = new Feed(reader, new Cursors(KEY), items, arrivals, PUBLIC_URL);
    streams = new UpdateStreams(tokens, log.updates(), updates, clock, LIMITS);
    Search search = new Search(index, models, totals, new SearchCursors(KEY), PUBLIC_URL, clock);
    Catalogue catalogue =
        new Catalogue(
            new ShownModels(models, totals, clock, new Links(PUBLIC_URL)),
            new CountedModels(counts, totals, clock),
            lists,
            new ListCursors(KEY),
            PUBLIC_URL);
    PublicAnswers answers = new PublicAnswers(fence, () -> isCurrent);
    LocalSignIn signIn =
        hasLocalSignIn ? new LocalSignIn(models, models, tokens, new Links(PUBLIC_URL)) : null;
    http =
        new Routes(
                tokens,
                feed,
                search,
                new Stats(cells, models, clock),
                new DomainEvents(events, clock),
                streams,
                notifications(reader, clock, hasLocalSignIn, hasKeys),
                new CatalogueRoutes(catalogue, tokens, answers),
                new EmbedRoutes(catalogue, answers, PUBLIC_URL),
                signIn,
                () -> missing,
                PUBLIC_URL)
            .server(
                config -> {
                  metrics.measure(config);
                  more.accept(config);
                })
            .start("127.0.0.1", 0);
    metrics.report(streams);
    models.put(user(LISTENER));
  }

  private NotificationRoutes notifications(
      DashboardReader reader, Clock clock, boolean hasLocalSignIn, boolean hasKeys) {
    Recipients chosen = new Recipients(recipients, recipients);
    SeenMarkers seen = new SeenMarkers(chosen, clock);
    OptOuts optOuts = new OptOuts(chosen);
    return new NotificationRoutes(
        tokens,
        new Notifications(
            reader, seen, new NotificationCursors(KEY), new EntryIds(KEY), PUBLIC_URL),
        seen,
        new Devices(chosen, clock, hasLocalSignIn),
        optOuts,
        hasKeys ? PUSH_KEY : "",
        hasKeys ? WEBHOOK_SECRETS : null,
        hasKeys ? new OptOutPage(OPT_OUT_LINKS, optOuts) : null);
  }

  /** Sets what the store of closeness returns; null if it does not answer. */
  void putCloseness(@Nullable Map<Long, Closeness> byActor) {
    closeness = byActor;
  }

  private CompletionStage<Map<Long, Closeness>> closeness(long recipient, Set<Long> actors) {
    Map<Long, Closeness> byActor = closeness;
    return byActor == null
        ? CompletableFuture.failedFuture(new UnavailableException("Closeness is absent.", null))
        : CompletableFuture.completedFuture(byActor);
  }

  /** What the server has measured, as Prometheus reads it. */
  String metrics() {
    return metrics.scrape();
  }

  int port() {
    return http.port();
  }

  String token(long userId) {
    return tokens.issue(userId, Duration.ofHours(1));
  }

  /** Puts a published track on the dashboard. */
  Activity publish(long trackId, long ownerId, long publishedAt) {
    models.put(user(ownerId));
    models.put(track(trackId, ownerId, publishedAt));
    Activity activity = new Activity(ActivityKind.TRACK, ownerId, trackId, publishedAt);
    dashboards.put(activity);
    return activity;
  }

  /** Publishes a track, and announces its entry as the dashboard job does. */
  void arrive(long trackId, long ownerId, long publishedAt) {
    log.added(LISTENER, publish(trackId, ownerId, publishedAt));
  }

  /** Puts a repost of a track on the dashboard. */
  void repost(long userId, long trackId, long createdAt) {
    models.put(new TrackRepost(userId, trackId, createdAt));
    dashboards.put(new Activity(ActivityKind.TRACK_REPOST, userId, trackId, createdAt));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, LISTENER);
  }

  HttpResponse<String> get(String path, long userId) throws IOException, InterruptedException {
    return send(request(path).header("Authorization", "Bearer " + token(userId)));
  }

  /** Opens the stream of updates, after an event if one is given. */
  HttpResponse<InputStream> stream(String token, @Nullable String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/me/feed/updates").header("Authorization", "Bearer " + token);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return client.send(request.build(), BodyHandlers.ofInputStream());
  }

  HttpResponse<String> getAs(String authorization) throws IOException, InterruptedException {
    return send(request("/me/feed").header("Authorization", authorization));
  }

  /** Follows an href of an answer, which names the public host. */
  HttpResponse<String> follow(String href) throws IOException, InterruptedException {
    if (!href.startsWith(PUBLIC_URL + "/")) {
      throw new AssertionError("not a public href: " + href);
    }
    return get(href.substring(PUBLIC_URL.length()));
  }

  /** A request that fails after 30 s: no answer takes longer than 5 s, a stream begins at once. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** Sends bytes that no client would send, and returns the whole answer. */
  String exchange(String request) throws IOException {
    return new String(exchange(request.getBytes(UTF_8)), UTF_8);
  }

  /** The same; fails if the server is silent for 5 s. */
  byte[] exchange(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      socket.setSoTimeout(5_000);
      out.write(request);
      out.flush();
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    streams.close();
    http.stop();
    metrics.close();
  }
}
