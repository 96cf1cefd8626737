package io.fanfare.api.http;

import io.javalin.config.JavalinConfig;
import java.time.Duration;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** Lets requests that are under way finish when the server stops. */
public final class Draining {

  /** Longer than the slowest answer takes; streams end by themselves before. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private Draining() {}

  public static void configure(JavalinConfig config) {
    config.jetty.modifyServer(
        server -> {
          server.insertHandler(new GracefulHandler());
          server.setStopTimeout(LONGEST.toMillis());
        });
  }
}
