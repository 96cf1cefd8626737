package io.fanfare.local.server;

import io.fanfare.local.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Checks whether a server answers on a port of the stack. */
final class Reachable {

  private static final int CONNECT_MILLIS = 500;
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final int OK = 200;
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMillis(CONNECT_MILLIS))
          .build();

  private Reachable() {}

  /** Whether a server accepts connections. */
  static boolean byTcp(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Ports.HOST, port), CONNECT_MILLIS);
      // On a port in the range of clients without a server, a socket can connect to itself. Closed
      // normally, it would block the port for a minute.
      boolean itself = socket.getLocalPort() == port;
      if (itself) {
        socket.setSoLinger(true, 0);
      }
      return !itself;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a GET of a path returns 200. */
  static boolean byHttp(int port, String path) throws InterruptedException {
    return byHttp(port, path, "");
  }

  /** Whether a GET of a path returns 200 and a body that contains a text. */
  static boolean byHttp(int port, String path, String content) throws InterruptedException {
    return byHttp(port, path, body -> body.contains(content));
  }

  /** Whether a GET of a path returns 200 and a body that is right. */
  static boolean byHttp(int port, String path, Predicate<String> isRight)
      throws InterruptedException {
    URI uri = URI.create("http://" + Ports.HOST + ":" + port + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
    CompletableFuture<HttpResponse<String>> answer =
        HTTP.sendAsync(request, BodyHandlers.ofString());
    try {
      // The timeout of the request covers only the time to the first byte of the answer.
      HttpResponse<String> got = answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      return got.statusCode() == OK && isRight.test(got.body());
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      return false;
    }
  }
}
