package io.fanfare.stack.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A site of its own origin, on any free port: a page, and a picture. */
public final class OtherSite implements AutoCloseable {

  private static final String PICTURE = "/picture.svg";

  private final HttpServer server;
  private volatile String page = "";

  private OtherSite(HttpServer server) {
    this.server = server;
  }

  public static OtherSite open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    OtherSite site = new OtherSite(server);
    server.createContext("/", site::answer);
    server.start();
    return site;
  }

  /** Shows this HTML from now on. */
  public void show(String html) {
    page =
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"data:,\">"
            + html;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String picture() {
    return url() + PICTURE;
  }

  private void answer(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> answer(exchange, 200, "text/html", page);
      case PICTURE ->
          answer(
              exchange,
              200,
              "image/svg+xml",
              "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\">"
                  + "<rect width=\"64\" height=\"64\" fill=\"teal\"/></svg>");
      default -> answer(exchange, 404, "text/plain", "Nothing is here.");
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
