package io.fanfare.schemas.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Serves operators: `/metrics`, `/health/live` and `/health/ready`. */
public final class AdminPort implements AutoCloseable {

  private static final String METRICS = "text/plain;version=0.0.4;charset=utf-8";
  private static final String PART = "/health/ready/";
  private static final String TEXT = "text/plain;charset=utf-8";

  private final HttpServer http;

  /**
   * @param metrics all values, in Prometheus' text format
   * @param isReady whether the program does its work
   * @throws IOException if it cannot listen
   */
  public AdminPort(String host, int port, Supplier<String> metrics, BooleanSupplier isReady)
      throws IOException {
    this(host, port, metrics, isReady, part -> false);
  }

  /**
   * Also serves `/health/ready/PART`.
   *
   * @param isPartReady whether a part of the program does its work, by its name; an unknown one
   *     does not
   */
  public AdminPort(
      String host,
      int port,
      Supplier<String> metrics,
      BooleanSupplier isReady,
      Predicate<String> isPartReady)
      throws IOException {
    http = HttpServer.create(new InetSocketAddress(host, port), 0);
    http.createContext("/metrics", exchange -> answer(exchange, 200, METRICS, metrics.get()));
    http.createContext("/health/live", exchange -> answer(exchange, 200, TEXT, "alive\n"));
    http.createContext("/health/ready", exchange -> answerHealth(exchange, isReady.getAsBoolean()));
    http.createContext(
        PART,
        exchange -> {
          String part = exchange.getRequestURI().getPath().substring(PART.length());
          answerHealth(exchange, isPartReady.test(part));
        });
    http.start();
  }

  private static void answerHealth(HttpExchange exchange, boolean isReady) throws IOException {
    answer(exchange, isReady ? 200 : 503, TEXT, isReady ? "ready\n" : "not ready\n");
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
