package io.fanfare.ops.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Asks a pipeline again and again how it is, and serves the answers as `/metrics`. Run one for a
 * pipeline. A server that is away takes no other answer with it.
 */
public final class Exporter implements AutoCloseable {

  private static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration HEALTH_PAUSE = Duration.ofSeconds(15);

  /** Disks and binlogs fill within hours; an operator who has made room looks again soon. */
  private static final Duration HEADROOM_PAUSE = Duration.ofSeconds(30);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, Long> answered = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final @Nullable Path metricsFile;
  private final HttpServer http;

  /**
   * Begins to measure and to serve.
   *
   * @param metricsFile what else to serve, as it is at each request; null for nothing
   * @throws OperationException if it cannot listen
   */
  public Exporter(PipelineAccess pipeline, String host, int port, @Nullable Path metricsFile) {
    this(pipeline, host, port, metricsFile, Clock.systemUTC());
  }

  /**
   * The same on a machine with this clock, with which that of the broker is compared.
   *
   * @throws OperationException if it cannot listen
   */
  public Exporter(
      PipelineAccess pipeline, String host, int port, @Nullable Path metricsFile, Clock clock) {
    this.metricsFile = metricsFile;
    try {
      http = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      throw new OperationException(
          "The exporter cannot listen on %s:%d: %s.".formatted(host, port, e.getMessage()), e);
    }
    http.createContext("/metrics", this::answer);
    http.start();
    start(new FreshnessProbe(pipeline.kafka(), pipeline.counts(), registry, clock), PAUSE);
    start(new CaptureProbe(pipeline.kafka(), registry), PAUSE);
    start(new HealthProbe(pipeline, registry), HEALTH_PAUSE);
    start(new HeadroomProbe(pipeline, registry), HEADROOM_PAUSE);
    if (pipeline.flink() != null) {
      start(new JobsProbe(pipeline, registry), PAUSE);
    }
  }

  /**
   * Runs until the process is ended.
   *
   * @param arguments the pipeline's file, an address, a port and the file of an audit's metrics
   */
  public static void main(String[] arguments) throws InterruptedException {
    PipelineAccess pipeline = PipelineAccess.read(Path.of(arguments[0]));
    int port = Integer.parseInt(arguments[2]);
    try (Exporter exporter = new Exporter(pipeline, arguments[1], port, Path.of(arguments[3]))) {
      new CountDownLatch(1).await();
    }
  }

  private void start(Probe probe, Duration pause) {
    long begun = System.nanoTime();
    answered.put(probe.name(), begun);
    Gauge.builder(
            "fanfare.probe.age.seconds",
            () -> (System.nanoTime() - answered.getOrDefault(probe.name(), begun)) / 1e9)
        .tag("probe", probe.name())
        .register(registry);
    Thread thread = new Thread(() -> repeat(probe, pause), "probe-" + probe.name());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void repeat(Probe probe, Duration pause) {
    try {
      while (true) {
        try {
          probe.run(() -> answered.put(probe.name(), System.nanoTime()));
        } catch (InterruptedException e) {
          throw e;
        } catch (Exception e) {
          // The age of the last answer shows it.
          System.err.printf("The probe %s has no answer: %s%n", probe.name(), e.getMessage());
        }
        Thread.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = (registry.scrape() + audited()).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", TEXT);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** What the last audit has written; nothing before the first. */
  private String audited() throws IOException {
    return metricsFile == null || !Files.exists(metricsFile) ? "" : Files.readString(metricsFile);
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    http.stop(0);
  }
}
