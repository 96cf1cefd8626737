package io.fanfare.ops.audit.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A cache, an API server or a purger: answers each path with a text. */
final class StubServer implements AutoCloseable {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /** Bodies by path and query; what is not there gets 404. */
  final Map<String, String> pages = new ConcurrentHashMap<>();

  /** Bodies of the next answers, whatever is asked. */
  final Queue<String> next = new ConcurrentLinkedQueue<>();

  /** The header of each answer. */
  volatile String cacheStatus = "";

  private final HttpServer server;

  StubServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange request) throws IOException {
    String first = next.poll();
    String page = first == null ? pages.get(request.getRequestURI().toString()) : first;
    byte[] body = (page == null ? "{\"code\":404}" : page).getBytes(StandardCharsets.UTF_8);
    request.getResponseHeaders().set("Content-Type", "application/json");
    if (!cacheStatus.isEmpty()) {
      request.getResponseHeaders().set("Cache-Status", cacheStatus);
      request.getResponseHeaders().set("Age", "7");
    }
    if (page != null) {
      request.getResponseHeaders().set("ETag", "\"" + page.hashCode() + "\"");
    }
    request.sendResponseHeaders(page == null ? NOT_FOUND : OK, body.length);
    request.getResponseBody().write(body);
    request.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
