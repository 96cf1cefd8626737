package io.fanfare.schemas.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Serves operators: `/metrics`, `/health/live` and `/health/ready`. */
public final class AdminPort implements AutoCloseable {

  private static final String METRICS = "text/plain;version=0.0.4;charset=utf-8";
  private static final String TEXT = "text/plain;charset=utf-8";

  private final HttpServer http;

  /**
   * @param metrics all values, in Prometheus' text format
   * @param isReady whether the program does its work
   * @throws IOException if it cannot listen
   */
  public AdminPort(String host, int port, Supplier<String> metrics, BooleanSupplier isReady)
      throws IOException {
    http = HttpServer.create(new InetSocketAddress(host, port), 0);
    http.createContext("/metrics", exchange -> answer(exchange, 200, METRICS, metrics.get()));
    http.createContext("/health/live", exchange -> answer(exchange, 200, TEXT, "alive\n"));
    http.createContext(
        "/health/ready",
        exchange -> {
          boolean ready = isReady.getAsBoolean();
          answer(exchange, ready ? 200 : 503, TEXT, ready ? "ready\n" : "not ready\n");
        });
    http.start();
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
