package io.fanfare.workloads.faults;

import io.fanfare.local.server.ApiServerProcess;
import io.fanfare.local.server.HaproxyMetrics;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.OperationException;
import java.util.List;

/** The API servers behind an edge, restarted or killed one after the other. */
public final class RollingRestart {

  private static final List<String> API_SERVERS =
      List.of(ApiServerProcess.NAME, ApiServerProcess.SECOND);

  private final LocalStack stack;
  private final HaproxyMetrics haproxy;

  /**
   * @param stack with an edge
   */
  public RollingRestart(LocalStack stack) {
    this.stack = stack;
    this.haproxy = new HaproxyMetrics(stack.addresses().settings().ports().haproxyMetrics());
  }

  /** What is waited for while one server is away. */
  public interface Meanwhile {
    void await() throws InterruptedException;
  }

  /**
   * Drains and stops each server (SIGTERM), and starts it again.
   *
   * @throws OperationException if a server is not back within five minutes
   */
  public void restart(Meanwhile meanwhile) throws InterruptedException {
    for (String server : API_SERVERS) {
      stack.stop(server);
      meanwhile.await();
      stack.start(server);
      awaitBoth();
    }
  }

  /**
   * Kills each server (SIGKILL), and returns when the supervisor has started it again.
   *
   * @throws OperationException if a server is not back within five minutes
   */
  public void kill() throws InterruptedException {
    for (String server : API_SERVERS) {
      Kill kill = new Kill(stack, server);
      // HAProxy asks each second: it may not notice a server that is back soon.
      kill.awaitRestart(kill.execute());
      awaitBoth();
    }
  }

  private void awaitBoth() throws InterruptedException {
    Patience.until("HAProxy has found both API servers", () -> haproxy.hasActiveServers(2));
  }
}
