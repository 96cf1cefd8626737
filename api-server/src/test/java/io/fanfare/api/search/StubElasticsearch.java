package io.fanfare.api.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;

/** Answers as Elasticsearch does, or fails as a test defines. */
final class StubElasticsearch implements AutoCloseable {

  /**
   * A request that was received.
   *
   * @param line method and path, without the query
   */
  record Received(String line, String body) {}

  /** What to answer; status 0 closes the connection without an answer. */
  record Answer(int status, String body) {}

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new ArrayList<>();
  private final HttpServer server;
  private volatile Function<Received, Answer> answers;

  StubElasticsearch(Function<Received, Answer> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  void answer(Function<Received, Answer> other) {
    answers = other;
  }

  RestClient client() {
    return RestClient.builder(new HttpHost("127.0.0.1", server.getAddress().getPort())).build();
  }

  synchronized List<Received> received(String line) {
    return received.stream().filter(request -> request.line().equals(line)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    Received request = new Received(line, body);
    synchronized (this) {
      received.add(request);
    }
    Answer answer = answers.apply(request);
    if (answer.status() != 0) {
      byte[] bytes = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
