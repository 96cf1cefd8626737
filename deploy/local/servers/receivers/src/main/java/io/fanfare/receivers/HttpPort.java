package io.fanfare.receivers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A port on 127.0.0.1 that hands requests to a function. */
final class HttpPort implements AutoCloseable {

  private static final int LARGEST_BODY = 1 << 20;
  private static final int BACKLOG = 1024;

  /** Requests that wait for the delay of a fault hold a thread each. */
  private static final int THREADS = 64;

  static {
    // Head and body of an answer are two packets, and the second would wait 40 ms for the first.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Binds the port.
   *
   * @param port 0 for any that is free
   * @throws IOException if the port is in use
   */
  HttpPort(int port) throws IOException {
    InetAddress local = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(local, port), BACKLOG);
    threads = Executors.newFixedThreadPool(THREADS);
    server.setExecutor(threads);
  }

  int port() {
    return server.getAddress().getPort();
  }

  void start(Function<Request, Reply> handler) {
    server.createContext("/", exchange -> handle(exchange, handler));
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void handle(HttpExchange exchange, Function<Request, Reply> handler)
      throws IOException {
    try (exchange) {
      send(exchange, answer(exchange, handler));
    }
  }

  private static Reply answer(HttpExchange exchange, Function<Request, Reply> handler)
      throws IOException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(LARGEST_BODY + 1);
    }
    if (body.length > LARGEST_BODY) {
      return Reply.text(413, "The body is larger than 1 MiB.");
    }
    try {
      return handler.apply(request(exchange, body));
    } catch (IllegalArgumentException e) {
      return Reply.text(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      e.printStackTrace();
      return Reply.text(500, e.toString());
    }
  }

  private static Request request(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query(exchange.getRequestURI().getRawQuery()),
        headers,
        body);
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return query;
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean bodiless = reply.status() == 204 || reply.status() == 304;
    exchange.sendResponseHeaders(
        reply.status(), bodiless || reply.body().length == 0 ? -1 : reply.body().length);
    if (!bodiless && reply.body().length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
  }
}
