package io.fanfare.api.metrics;

import io.fanfare.api.http.HealthHandler;
import io.fanfare.api.http.OpsPage;
import io.fanfare.api.pipeline.PipelineState;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;

/** Serves those who watch the server, on a port that its clients do not reach. */
public final class AdminServer implements AutoCloseable {

  private static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";

  private final ApiMetrics metrics;
  private final OpsPage page;
  private final HealthHandler health;
  private final Javalin http;

  public AdminServer(ApiMetrics metrics, PipelineState pipeline, HealthHandler health) {
    this.metrics = metrics;
    this.health = health;
    this.page = new OpsPage(pipeline);
    this.http = Javalin.create(this::configure);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    page.register(config.routes);
    health.register(config.routes);
    config.routes.get("/metrics", this::metrics);
    config.routes.head("/metrics", this::metrics);
  }

  private void metrics(Context context) {
    context.contentType(TEXT).result(metrics.scrape());
  }

  public void start(String host, int port) {
    http.start(host, port);
  }

  @Override
  public void close() {
    http.stop();
  }
}
