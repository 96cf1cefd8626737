package io.fanfare.agents.delivery;

import io.fanfare.agents.message.Delivery;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** What an agent measures: see `docs/reference/metrics.md`. */
public final class AgentMetrics implements AutoCloseable {

  /** Upper bounds of the buckets of latencies. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofMinutes(1),
    Duration.ofHours(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final String channel;

  public AgentMetrics(Channel channel) {
    this.channel = Channels.name(channel);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    // From the start, so that the first one is an increase.
    disabledEndpoints();
  }

  private Counter disabledEndpoints() {
    return registry.counter("fanfare.agent.endpoints.disabled", "channel", channel);
  }

  /** A receiver that gets no messages any more, since it has failed for days or is gone. */
  void endpointDisabled() {
    disabledEndpoints().increment();
  }

  /** An attempt to send a message. */
  void attempt(Delivery delivery) {
    registry
        .counter(
            "fanfare.agent.attempts",
            "channel",
            channel,
            "result",
            delivery.result().name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** A message that a receiver accepted: how long after it was due. */
  void accepted(Notification message, Instant now) {
    Duration late = Duration.between(Micros.toInstant(message.getDue()), now);
    Timer.builder("fanfare.agent.lateness")
        .tag("channel", channel)
        .tag("lane", message.getBatch() ? "batch" : "interactive")
        .serviceLevelObjectives(BOUNDS)
        .register(registry)
        .record(late.isNegative() ? Duration.ZERO : late);
  }

  /** What became of an event. */
  void outcome(Outcome outcome) {
    String reason =
        outcome.getReason() == null ? "none" : outcome.getReason().name().toLowerCase(Locale.ROOT);
    registry
        .counter(
            "fanfare.agent.outcomes",
            "channel",
            channel,
            "status",
            outcome.getStatus().name().toLowerCase(Locale.ROOT),
            "reason",
            reason)
        .increment();
    if (outcome.getMaybeTwice()) {
      registry.counter("fanfare.agent.maybe.twice", "channel", channel).increment();
    }
  }

  /** A number that is asked for at each scrape. */
  void gauge(String name, Supplier<Number> value) {
    Gauge.builder(name, value).tag("channel", channel).register(registry);
  }

  /** All values, in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
