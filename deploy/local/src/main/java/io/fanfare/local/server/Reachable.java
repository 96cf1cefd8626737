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

/** Whether somebody answers on a port of the stack. */
public final class Reachable {

  private static final int CONNECT_MILLIS = 500;
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final int OK = 200;
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMillis(CONNECT_MILLIS))
          .build();

  private Reachable() {}

  /** Whether a connection can be made. */
  static boolean tcp(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Ports.HOST, port), CONNECT_MILLIS);
      // Where nobody listens on a port that the system gives to clients, too, a socket may meet
      // itself; closed as usual, it would keep the server from its port for a minute.
      boolean itself = socket.getLocalPort() == port;
      if (itself) {
        socket.setSoLinger(true, 0);
      }
      return !itself;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a GET of a path is answered with 200. */
  public static boolean http(int port, String path) throws InterruptedException {
    return http(port, path, "");
  }

  /** Whether a GET of a path is answered with 200 and a text that holds something. */
  static boolean http(int port, String path, String content) throws InterruptedException {
    URI uri = URI.create("http://" + Ports.HOST + ":" + port + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
    CompletableFuture<HttpResponse<String>> answer =
        HTTP.sendAsync(request, BodyHandlers.ofString());
    try {
      // The request's own limit ends with the first byte of the answer.
      HttpResponse<String> got = answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      return got.statusCode() == OK && got.body().contains(content);
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      return false;
    }
  }
}
