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

/** Answers as Elasticsearch does, or as a test wants it to fail. */
final class StubElasticsearch implements AutoCloseable {

  /**
   * A request that came.
   *
   * @param line method and path, without the query
   */
  record Asked(String line, String body) {}

  /** What to answer; status 0 is to hang up without a word. */
  record Answer(int status, String body) {}

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = new ArrayList<>();
  private final HttpServer server;
  private volatile Function<Asked, Answer> answers;

  StubElasticsearch(Function<Asked, Answer> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  void answer(Function<Asked, Answer> other) {
    answers = other;
  }

  RestClient client() {
    return RestClient.builder(new HttpHost("127.0.0.1", server.getAddress().getPort())).build();
  }

  synchronized List<Asked> asked(String line) {
    return asked.stream().filter(request -> request.line().equals(line)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    Asked request = new Asked(line, body);
    synchronized (this) {
      asked.add(request);
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
