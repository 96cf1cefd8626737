package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers each query with the same text, and remembers the queries. */
final class FakePrometheus implements AutoCloseable {

  static final String EMPTY = "{\"status\":\"success\",\"data\":{\"result\":[]}}";

  final List<String> queries = Collections.synchronizedList(new ArrayList<>());
  volatile String answer = EMPTY;
  volatile int status = 200;
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean isSilent;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;

  FakePrometheus() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/prefix/api/v1/query", this::answer);
    http.setExecutor(threads);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/prefix";
  }

  /** Takes requests from now on, and answers them when it is closed. */
  void fallSilent() {
    isSilent = true;
  }

  /** Counts the queries that contain a text. */
  long count(String text) {
    synchronized (queries) {
      return queries.stream().filter(query -> query.contains(text)).count();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getRawQuery();
      queries.add(URLDecoder.decode(query.substring(query.indexOf('=') + 1), UTF_8));
      if (isSilent) {
        released.await();
      }
      byte[] body = answer.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    released.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
