package io.fanfare.local.server;

/**
 * What HAProxy reports of its backend of API servers.
 *
 * @param port of its metrics
 */
public record HaproxyMetrics(int port) {

  /** Whether it has found an API server that is ready. */
  public boolean isReady() throws InterruptedException {
    return Reachable.byHttp(port, "/health/ready");
  }

  /** Whether it sends requests to this number of API servers. */
  public boolean hasActiveServers(int count) throws InterruptedException {
    return reports("active_servers", count);
  }

  /** Whether this number of requests waits for a slot. */
  public boolean hasWaiting(int count) throws InterruptedException {
    return reports("current_queue", count);
  }

  private boolean reports(String gauge, int value) throws InterruptedException {
    String line = "haproxy_backend_%s{proxy=\"api\"} %d\n".formatted(gauge, value);
    return Reachable.byHttp(port, "/metrics", line);
  }
}
