package io.fanfare.api;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.auth.Tokens;
import io.fanfare.api.availability.DependencyWatch;
import io.fanfare.api.dashboard.CassandraDashboards;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.feed.Cursors;
import io.fanfare.api.feed.Feed;
import io.fanfare.api.http.Routes;
import io.fanfare.api.models.CachedModels;
import io.fanfare.api.models.ModelInvalidation;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import io.javalin.Javalin;
import io.javalin.util.JavalinException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves dashboards over HTTP. It listens at once and connects to what it needs in the background,
 * so that neither order of starting nor an outage needs anybody's hand.
 */
public final class ApiServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final ApiConfig config;
  private final CassandraDashboards dashboards;
  private final MysqlModels mysql;
  private final ModelInvalidation invalidation;
  private final DependencyWatch watch;
  private final Javalin http;

  private ApiServer(ApiConfig config) {
    Clock clock = Clock.systemUTC();
    TokenKey key = TokenKey.parse(config.tokenKey());
    this.config = config;
    this.dashboards =
        new CassandraDashboards(config.cassandraContactPoint(), config.cassandraDatacenter());
    ApiConfig.Mysql source = config.mysql();
    this.mysql = new MysqlModels(source.url(), source.user(), source.password());
    CachedModels models = new CachedModels(mysql);
    this.invalidation = new ModelInvalidation(config.kafkaBootstrap(), models);
    this.watch = new DependencyWatch(List.of(mysql, dashboards, invalidation));

    DashboardReader reader =
        new DashboardReader(dashboards, models, clock, DashboardReader.Limits.DEFAULT);
    Feed feed = new Feed(reader, new Cursors(key), config.publicUrl(), clock);
    this.http =
        new Routes(new Tokens(key, clock), feed, watch::missing, config.publicUrl()).server();
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
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    try {
      server.start();
    } catch (JavalinException e) {
      exit("Can't listen on %s:%d: %s".formatted(config.host(), config.port(), e.getMessage()));
    }
  }

  private void start() {
    http.start(config.host(), config.port());
    dashboards.start();
    invalidation.start();
    watch.start();
    LOG.info("Listening: {}", config);
  }

  private static void exit(String problem) {
    System.err.println(problem);
    System.exit(1);
  }

  @Override
  public void close() {
    http.stop();
    watch.close();
    invalidation.close();
    dashboards.close();
    mysql.close();
    LOG.info("Stopped.");
  }
}
