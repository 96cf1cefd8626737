package io.fanfare.purger;

import io.fanfare.purger.PendingPurges.Purge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What the purger measures: see `docs/reference/metrics.md`. */
final class PurgerMetrics implements AutoCloseable {

  private static final String VARNISH = "varnish";

  /** Upper bounds of the buckets of latencies. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  PurgerMetrics(List<String> addresses) {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    // So that the first one of each is an increase.
    allPurges();
    for (String address : addresses) {
      purges(address);
      failures(address);
      latency(address);
    }
  }

  private Counter allPurges() {
    return registry.counter("fanfare.purger.purges.of.all");
  }

  private Counter purges(String address) {
    return registry.counter("fanfare.purger.purges", VARNISH, address);
  }

  private Counter failures(String address) {
    return registry.counter("fanfare.purger.failures", VARNISH, address);
  }

  private Timer latency(String address) {
    return Timer.builder("fanfare.purger.latency")
        .tag(VARNISH, address)
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  /** A Varnish has purged a key. */
  void purged(String address, Purge purge) {
    purges(address).increment();
    if (purge.appended() > 0) {
      long millis = Math.max(0, System.currentTimeMillis() - purge.appended());
      latency(address).record(Duration.ofMillis(millis));
    }
  }

  /** A purge has failed, and is repeated. */
  void failed(String address) {
    failures(address).increment();
  }

  /** Everything is purged. */
  void allPurged() {
    allPurges().increment();
  }

  /** A number of a Varnish that is asked for at each scrape. */
  void gauge(String name, String address, Supplier<Number> value) {
    Gauge.builder(name, value).tag(VARNISH, address).register(registry);
  }

  /** A number that is asked for at each scrape. */
  void gauge(String name, Supplier<Number> value) {
    Gauge.builder(name, value).register(registry);
  }

  /** All values, in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
