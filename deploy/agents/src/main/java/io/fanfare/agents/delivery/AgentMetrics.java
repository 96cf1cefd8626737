package io.fanfare.agents.delivery;

import io.fanfare.agents.message.Delivery;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
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
import org.jspecify.annotations.Nullable;

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
    beginAtZero();
  }

  /** So that the first one of each is an increase, and no panel is without a value. */
  private void beginAtZero() {
    disabledEndpoints();
    maybeTwice();
    for (Delivery.Result result : Delivery.Result.values()) {
      attempts(result);
    }
    outcomes(OutcomeStatus.SENT, null);
    outcomes(OutcomeStatus.WAITING, null);
    for (SuppressionReason reason : SuppressionReason.values()) {
      outcomes(OutcomeStatus.SUPPRESSED, reason);
    }
    lateness(false);
    lateness(true);
  }

  private Counter attempts(Delivery.Result result) {
    return registry.counter("fanfare.agent.attempts", "channel", channel, "result", label(result));
  }

  private Counter outcomes(OutcomeStatus status, @Nullable SuppressionReason reason) {
    return registry.counter(
        "fanfare.agent.outcomes",
        "channel",
        channel,
        "status",
        label(status),
        "reason",
        reason == null ? "none" : label(reason));
  }

  private Counter maybeTwice() {
    return registry.counter("fanfare.agent.maybe.twice", "channel", channel);
  }

  private Timer lateness(boolean batch) {
    return Timer.builder("fanfare.agent.lateness")
        .tag("channel", channel)
        .tag("lane", batch ? "batch" : "interactive")
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
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
    attempts(delivery.result()).increment();
  }

  /** A message that a receiver accepted: how long after it was due. */
  void accepted(Notification message, Instant now) {
    Duration late = Duration.between(Micros.toInstant(message.getDue()), now);
    lateness(message.getBatch()).record(late.isNegative() ? Duration.ZERO : late);
  }

  /** What became of an event. */
  void outcome(Outcome outcome) {
    outcomes(outcome.getStatus(), outcome.getReason()).increment();
    if (outcome.getMaybeTwice()) {
      maybeTwice().increment();
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
