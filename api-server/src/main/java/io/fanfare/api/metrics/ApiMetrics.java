package io.fanfare.api.metrics;

import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.fanfare.api.availability.DependencyWatch;
import io.fanfare.api.http.UpdateStreams;
import io.fanfare.api.models.CachedModels;
import io.fanfare.api.topics.TopicFollower;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * What the server measures: see `docs/reference/metrics.md`. Until it is closed, the JVM holds it,
 * and all that it reports on.
 */
public final class ApiMetrics implements AutoCloseable {

  /** Upper bounds of the buckets of latencies. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5)
  };

  private static final String STREAM = "/me/feed/updates";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  public ApiMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Counts and times the requests of a server. */
  public void measure(JavalinConfig config) {
    config.requestLogger.http((context, millis) -> request(context, millis));
  }

  private void request(Context context, double millis) {
    Endpoint endpoint = context.endpoints().lastHttpEndpoint();
    String route = endpoint == null ? "none" : endpoint.path;
    if (route.equals(STREAM) && context.statusCode() == 200) {
      // It has lasted as long as its client wanted it to.
      return;
    }
    Timer.builder("fanfare.api.requests")
        .tag("route", route)
        .tag("method", context.method().name())
        .tag("status", Integer.toString(context.statusCode()))
        .serviceLevelObjectives(BOUNDS)
        .register(registry)
        .record(Duration.ofNanos((long) (millis * 1e6)));
  }

  public void report(UpdateStreams streams) {
    gauge("fanfare.api.open.streams", Tags.empty(), streams, UpdateStreams::count);
  }

  public void report(DependencyWatch watch) {
    for (String name : watch.names()) {
      gauge(
          "fanfare.api.dependency.up",
          Tags.of("dependency", name),
          watch,
          of -> of.answers(name) ? 1 : 0);
    }
  }

  public void report(CachedModels models) {
    for (String name : models.names()) {
      count(models, name, "hit", CacheStats::hitCount);
      count(models, name, "miss", CacheStats::missCount);
    }
  }

  private void count(
      CachedModels models, String cache, String result, ToDoubleFunction<CacheStats> value) {
    FunctionCounter.builder(
            "fanfare.api.cache.reads", models, of -> value.applyAsDouble(of.stats(cache)))
        .tags("cache", cache, "result", result)
        .register(registry);
  }

  public void report(TopicFollower follower) {
    Tags topic = Tags.of("topic", follower.topic());
    gauge("fanfare.api.topic.behind.records", topic, follower, TopicFollower::behind);
    gauge(
        "fanfare.api.topic.delay.seconds",
        topic,
        follower,
        of -> of.delayMillis() / (double) Duration.ofSeconds(1).toMillis());
  }

  private <T> void gauge(String name, Tags tags, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).tags(tags).strongReference(true).register(registry);
  }

  /** Everything, in the text format of Prometheus. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
