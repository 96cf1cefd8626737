package io.fanfare.stack.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** Stands for an API server: answers a request when the test lets it. */
final class SmallBackend implements AutoCloseable {

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Semaphore answers = new Semaphore(0);
  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
  private final List<String> headers = new CopyOnWriteArrayList<>();

  SmallBackend() throws IOException {
    http = HttpServer.create(new InetSocketAddress(Edge.HOST, 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.createContext("/health/ready", exchange -> end(exchange, "ready"));
    http.createContext("/me/feed/updates", this::stream);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  /** The path of the next request that arrives. */
  String next() throws InterruptedException {
    return arrived.take();
  }

  boolean nothingArrived() {
    return arrived.isEmpty();
  }

  /** Lets requests be answered. */
  void answer(int count) {
    answers.release(count);
  }

  /** The header `X-Request-Id` of all requests so far. */
  List<String> requestIds() {
    return headers;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    headers.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Request-Id")));
    arrived.add(exchange.getRequestURI() + (body.length == 0 ? "" : " " + body.length));
    try {
      answers.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end(exchange, exchange.getRequestURI().toString());
  }

  /** A first line, and no end. */
  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write("data: first\n\n".getBytes(UTF_8));
    exchange.getResponseBody().flush();
  }

  private static void end(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
