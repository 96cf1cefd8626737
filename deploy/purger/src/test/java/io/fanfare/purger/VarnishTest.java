package io.fanfare.purger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A small server stands for Varnish. */
class VarnishTest {

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private HttpServer server;
  private PurgerMetrics metrics;
  private Varnish varnish;
  private String address;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("xkey-purge"));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
    address = "127.0.0.1:" + server.getAddress().getPort();
    metrics = new PurgerMetrics(List.of(address));
    varnish =
        new Varnish(
            address,
            metrics,
            new Liveness(List.of(address), Duration.ofMinutes(1), System::nanoTime));
  }

  @AfterEach
  void stop() {
    varnish.close();
    server.stop(0);
    metrics.close();
  }

  @Test
  void purgesByKeys() {
    varnish.pending().add(List.of("track-1", "user-2"), 1, System.currentTimeMillis());
    await().until(() -> varnish.pending().acknowledgedUpTo() == 1);
    assertThat(String.join(" ", requests)).startsWith("PURGE track-1").contains("user-2");
    await().untilAsserted(() -> assertThat(metrics.scrape()).contains(line("purges_total", "2.0")));
    assertThat(metrics.scrape())
        .contains("fanfare_purger_latency_seconds_count{varnish=\"" + address + "\"} 2");
  }

  @Test
  void repeatsAPurgeUntilItIsAcknowledged() {
    status.set(503);
    varnish.pending().add(Set.of("track-1"), 1, 0);
    await().until(() -> requests.size() >= 3);
    assertThat(varnish.pending().acknowledgedUpTo()).isZero();
    status.set(200);
    await().until(() -> varnish.pending().acknowledgedUpTo() == 1);
    assertThat(requests).containsOnly("PURGE track-1");
    assertThat(metrics.scrape()).doesNotContain(line("failures_total", "0.0"));
  }

  private String line(String name, String value) {
    return "fanfare_purger_%s{varnish=\"%s\"} %s".formatted(name, address, value);
  }
}
