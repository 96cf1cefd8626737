package io.fanfare.api;

import io.fanfare.api.auth.IssuerKeys;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.auth.Tokens;
import io.fanfare.api.availability.DependencyWatch;
import io.fanfare.api.catalogue.Catalogue;
import io.fanfare.api.catalogue.CountedModels;
import io.fanfare.api.catalogue.ListCursors;
import io.fanfare.api.catalogue.ShownModels;
import io.fanfare.api.dashboard.CassandraDashboards;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.edge.Fence;
import io.fanfare.api.events.DomainEvents;
import io.fanfare.api.events.KafkaEventLog;
import io.fanfare.api.feed.Arrivals;
import io.fanfare.api.feed.Cursors;
import io.fanfare.api.feed.EntryIds;
import io.fanfare.api.feed.Feed;
import io.fanfare.api.feed.FeedItems;
import io.fanfare.api.feed.FeedUpdates;
import io.fanfare.api.http.CatalogueRoutes;
import io.fanfare.api.http.Cors;
import io.fanfare.api.http.Draining;
import io.fanfare.api.http.EmbedRoutes;
import io.fanfare.api.http.HealthHandler;
import io.fanfare.api.http.LocalSignIn;
import io.fanfare.api.http.NotificationRoutes;
import io.fanfare.api.http.OptOutPage;
import io.fanfare.api.http.PublicAnswers;
import io.fanfare.api.http.RateLimits;
import io.fanfare.api.http.Routes;
import io.fanfare.api.http.UpdateStreams;
import io.fanfare.api.metrics.AdminServer;
import io.fanfare.api.metrics.ApiMetrics;
import io.fanfare.api.models.CachedModels;
import io.fanfare.api.models.EdgeInvalidations;
import io.fanfare.api.models.Heartbeats;
import io.fanfare.api.models.ModelInvalidation;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.api.notifications.CassandraRecipients;
import io.fanfare.api.notifications.Devices;
import io.fanfare.api.notifications.KafkaRecipientLog;
import io.fanfare.api.notifications.NotificationCursors;
import io.fanfare.api.notifications.Notifications;
import io.fanfare.api.notifications.OptOutLinks;
import io.fanfare.api.notifications.OptOuts;
import io.fanfare.api.notifications.Recipients;
import io.fanfare.api.notifications.SeenMarkers;
import io.fanfare.api.notifications.WebhookSecrets;
import io.fanfare.api.pipeline.PipelineState;
import io.fanfare.api.pipeline.Prometheus;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.search.ElasticsearchIndex;
import io.fanfare.api.search.Search;
import io.fanfare.api.search.SearchCursors;
import io.fanfare.api.stats.CassandraStats;
import io.fanfare.api.stats.Stats;
import io.fanfare.api.stats.Totals;
import io.fanfare.api.topics.TopicFollower;
import io.fanfare.api.topics.TopicReader;
import io.fanfare.api.topics.TopicWriter;
import io.fanfare.api.updates.KafkaPastUpdates;
import io.fanfare.api.updates.LiveUpdates;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves dashboards, search and stats over HTTP. It listens at once and connects to its
 * dependencies in the background, so that neither the order of starting nor an outage needs an
 * operator.
 */
public final class ApiServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  /** Longer than it takes to evaluate all queries; the page waits no longer either. */
  private static final Duration PROMETHEUS_PATIENCE = Duration.ofSeconds(3);

  /** Answers of a server that is further behind reach no cache. */
  private static final Duration MOST_BEHIND = Duration.ofSeconds(2);

  private final ApiConfig config;
  private final ApiMetrics metrics = new ApiMetrics();
  private final CassandraDashboards dashboards;
  private final CassandraStats cells;
  private final MysqlModels mysql;
  private final ElasticsearchIndex index;
  private final TopicFollower capture;
  private final TopicFollower invalidation;
  private final TopicFollower completions;
  private final UpdateStreams streams;
  private final TopicWriter writer;
  private final CassandraRecipients recipients;
  private final @Nullable IssuerKeys issuer;
  private final DependencyWatch watch;
  private final Javalin http;
  private final AdminServer admin;
  private final HealthHandler health;

  /** Whether anybody may have sent requests. */
  private volatile boolean isServing;

  private ApiServer(ApiConfig config) {
    Clock clock = Clock.systemUTC();
    TokenKey key = config.tokens().keys();
    this.config = config;
    this.dashboards = new CassandraDashboards(config.cassandra());
    this.cells = new CassandraStats(config.stats());
    ApiConfig.Mysql source = config.mysql();
    this.mysql = new MysqlModels(source.url(), source.user(), source.password());
    CachedModels models = new CachedModels(mysql);
    Fence fence = new Fence();
    this.index = new ElasticsearchIndex(open(config.elasticsearch()), clock);
    Heartbeats heartbeats = new Heartbeats(config.heartbeat(), System::nanoTime);
    this.capture = follower(Topics.HEARTBEATS, heartbeats);
    this.invalidation =
        follower(
            Topics.MODELS,
            new ModelInvalidation(
                new EdgeInvalidations(models, fence), heartbeats, System::nanoTime));
    LiveUpdates updates = new LiveUpdates(new KafkaPastUpdates(config.kafka()));
    this.completions = follower(Topics.DASHBOARD_UPDATES, updates);
    // Only search needs Elasticsearch, and only stats need their cells. Only live updates, polls
    // and writes need Kafka; without it, rows are read past the cache.
    this.watch =
        new DependencyWatch(
            List.of(mysql, dashboards), List.of(invalidation, completions, index, cells));

    DashboardReader reader =
        new DashboardReader(dashboards, models, clock, DashboardReader.Limits.DEFAULT);
    Totals totals = new Totals(cells);
    EntryIds ids = new EntryIds(key);
    Links links = new Links(config.publicUrl());
    FeedItems items = new FeedItems(ids, dashboards, totals, links);
    FeedUpdates feedUpdates = new FeedUpdates(reader, models, items);
    Arrivals arrivals = new Arrivals(updates, feedUpdates, clock);
    Feed feed = new Feed(reader, new Cursors(key), items, arrivals, config.publicUrl());
    Search search =
        new Search(index, models, totals, new SearchCursors(key), config.publicUrl(), clock);
    Stats stats = new Stats(cells, models, clock);
    this.issuer = config.tokens().issuerKeys();
    Tokens tokens = new Tokens(key, issuer, clock);
    this.writer = new TopicWriter(config.kafka());
    DomainEvents events = new DomainEvents(new KafkaEventLog(writer), clock);
    this.recipients = new CassandraRecipients(config.cassandra());
    this.streams =
        new UpdateStreams(tokens, updates, feedUpdates, clock, UpdateStreams.Limits.DEFAULT);
    LocalSignIn signIn =
        config.localSignIn() ? new LocalSignIn(mysql, models, tokens, links) : null;
    Catalogue catalogue =
        new Catalogue(
            new ShownModels(models, totals, clock, links),
            new CountedModels(mysql, totals, clock),
            mysql,
            new ListCursors(key),
            config.publicUrl());
    PublicAnswers answers = new PublicAnswers(fence, () -> invalidation.isWithin(MOST_BEHIND));
    metrics.report(watch);
    metrics.report(models);
    metrics.report(streams);
    metrics.report(invalidation);
    metrics.report(completions);
    Routes routes =
        new Routes(
            tokens,
            feed,
            search,
            stats,
            events,
            streams,
            notifications(tokens, reader, key, ids, clock),
            new CatalogueRoutes(catalogue, tokens, answers),
            new EmbedRoutes(catalogue, answers, config.publicUrl()),
            signIn,
            watch::missing,
            config.publicUrl());
    this.health = routes.health();
    this.admin = new AdminServer(metrics, new PipelineState(prometheus(config), clock), health);
    this.http = routes.server(javalin -> configure(javalin, tokens));
  }

  private void configure(JavalinConfig javalin, Tokens tokens) {
    metrics.measure(javalin);
    Draining.configure(javalin);
    HttpConfig http = config.http();
    new Cors(http.corsOrigins()).register(javalin.routes);
    // After CORS: a page has to be able to read that it is to wait.
    new RateLimits(tokens, http.trustedProxies(), http.requestsPerMinute())
        .register(javalin.routes);
  }

  private NotificationRoutes notifications(
      Tokens tokens, DashboardReader reader, TokenKey key, EntryIds ids, Clock clock) {
    Recipients chosen = new Recipients(recipients, new KafkaRecipientLog(writer));
    SeenMarkers seen = new SeenMarkers(chosen, clock);
    OptOuts optOuts = new OptOuts(chosen);
    return new NotificationRoutes(
        tokens,
        new Notifications(reader, seen, new NotificationCursors(key), ids, config.publicUrl()),
        seen,
        new Devices(chosen, clock, config.localSignIn()),
        optOuts,
        config.pushPublicKey(),
        config.webhookKey().isEmpty()
            ? null
            : new WebhookSecrets(TokenKey.parse(config.webhookKey())),
        config.optOutKey().isEmpty()
            ? null
            : new OptOutPage(
                new OptOutLinks(TokenKey.parse(config.optOutKey()), config.publicUrl()), optOuts));
  }

  private static RestClient open(ElasticsearchAccess access) {
    try {
      return access.open();
    } catch (IOException e) {
      throw new UncheckedIOException("The file --elasticsearch-password-file can't be read", e);
    }
  }

  private static @Nullable Prometheus prometheus(ApiConfig config) {
    return config.prometheusUrl().isEmpty()
        ? null
        : new Prometheus(config.prometheusUrl(), PROMETHEUS_PATIENCE);
  }

  private TopicFollower follower(String topic, TopicReader reader) {
    return new TopicFollower(config.kafka(), topic, reader);
  }

  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(ApiConfig.USAGE);
      return;
    }
    try {
      run(Settings.of(arguments, System.getenv()).build(ApiConfig::of));
    } catch (SettingsException e) {
      exit(String.join(System.lineSeparator(), e.problems()));
    }
  }

  private static void run(ApiConfig config) {
    ApiServer server = new ApiServer(config);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
    try {
      server.start();
      server.isServing = true;
    } catch (JavalinException e) {
      exit(
          "Can't listen on %s:%d%s: %s"
              .formatted(
                  config.host(),
                  config.port(),
                  config.adminPort() == 0 ? "" : " or " + config.adminPort(),
                  e.getMessage()));
    }
  }

  private void start() {
    http.start(config.host(), config.port());
    if (config.adminPort() != 0) {
      admin.start(config.host(), config.adminPort());
    }
    if (issuer != null) {
      issuer.start();
    }
    dashboards.start();
    cells.start();
    recipients.start();
    capture.start();
    invalidation.start();
    completions.start();
    watch.start();
    LOG.info("Listening: {}", config);
  }

  private static void exit(String problem) {
    System.err.println(problem);
    System.exit(1);
  }

  private void stop() {
    if (isServing) {
      drain();
    }
    close();
  }

  /** Not ready, but still serving, until every balancer has noticed it. */
  private void drain() {
    health.drain();
    LOG.info("Stopping in {} s.", config.http().drain().toSeconds());
    try {
      Thread.sleep(config.http().drain().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    streams.close();
    http.stop();
    admin.close();
    watch.close();
    if (issuer != null) {
      issuer.close();
    }
    completions.close();
    invalidation.close();
    capture.close();
    writer.close();
    recipients.close();
    cells.close();
    dashboards.close();
    index.close();
    mysql.close();
    metrics.close();
    LOG.info("Stopped.");
  }
}
