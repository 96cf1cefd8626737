package io.fanfare.ops.exporter;

import io.fanfare.ops.progress.Heartbeats;
import io.fanfare.schemas.settings.KafkaAccess;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;

/** When the last heartbeat of the connector has come from the source through Connect to Kafka. */
final class CaptureProbe implements Probe {

  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final KafkaAccess kafka;
  private volatile Instant last = Instant.now();

  CaptureProbe(KafkaAccess kafka, MeterRegistry registry) {
    this.kafka = kafka;
    Gauge.builder("fanfare.capture.heartbeat.age.seconds", this, CaptureProbe::ageSeconds)
        .register(registry);
  }

  private double ageSeconds() {
    return Duration.between(last, Instant.now()).toMillis() / 1_000.0;
  }

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public void run(Runnable succeeded) throws InterruptedException {
    try (Heartbeats heartbeats = new Heartbeats(kafka, ANSWER)) {
      long count = heartbeats.end();
      while (true) {
        succeeded.run();
        Thread.sleep(PERIOD.toMillis());
        long now = heartbeats.end();
        if (now > count) {
          last = Instant.now();
        }
        count = now;
      }
    }
  }
}
