package io.fanfare.stack.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.server.HaproxyMetrics;
import io.fanfare.workloads.bench.kit.SmallHttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HAProxy's queue in front of an API server with one slot. */
class HaproxyQueueITCase {

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private SmallBackend api;
  private Process haproxy;
  private int port;
  private HaproxyMetrics metrics;

  @BeforeEach
  void startBackend() throws IOException {
    api = new SmallBackend();
    port = Edge.freePort();
    metrics = new HaproxyMetrics(Edge.freePort());
  }

  private void start(Duration queueWait) throws IOException {
    start(queueWait, List.of(api.port()));
  }

  private void start(Duration queueWait, List<Integer> apis) throws IOException {
    Edge edge = new Edge(folder);
    Path file = edge.writeHaproxy(port, metrics.port(), apis, queueWait);
    haproxy = edge.start("haproxy", edge.programs().haproxy("-db", "-f", file.toString()));
    await().atMost(Duration.ofMinutes(1)).until(metrics::isReady);
  }

  @AfterEach
  void stop() throws InterruptedException {
    api.close();
    if (haproxy != null) {
      haproxy.destroy();
      haproxy.waitFor();
    }
  }

  @Test
  void whatIsInteractiveGoesBeforeWhatMayWait() throws Exception {
    start(Duration.ofMinutes(1));
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    all.add(send("/me/feed?n=1"));
    assertThat(api.next()).isEqualTo("/me/feed?n=1");
    int waiting = 0;
    for (String path : List.of("/me/stats", "/tracks?q=a&cursor=x", "/me/feed?n=2", "/users/7")) {
      all.add(send(path));
      awaitWaiting(++waiting);
    }
    List<String> order = new ArrayList<>();
    for (int n = 0; n < waiting; n++) {
      api.answer(1);
      order.add(api.next());
    }
    api.answer(1);
    assertThat(order)
        .containsExactly("/me/feed?n=2", "/users/7", "/me/stats", "/tracks?q=a&cursor=x");
    for (CompletableFuture<HttpResponse<String>> answer : all) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theQueueIsBoundedAndBatchMayFillAPartOfItOnly() throws Exception {
    start(Duration.ofMinutes(1));
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    all.add(send("/me/feed"));
    api.next();
    for (int waiting = 1; waiting <= 2; waiting++) {
      all.add(send("/tracks/9/stats"));
      awaitWaiting(waiting);
    }
    expectBusy(get(port, "/tracks/9/stats"));
    expectBusy(get(port, "/users?q=a&cursor=x"));
    for (int waiting = 3; waiting <= 4; waiting++) {
      all.add(send("/users?q=a"));
      awaitWaiting(waiting);
    }
    expectBusy(get(port, "/me/feed"));
    api.answer(all.size());
    for (CompletableFuture<HttpResponse<String>> answer : all) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoWaitsTooLongIsRefused() throws Exception {
    start(Duration.ofMillis(100));
    CompletableFuture<HttpResponse<String>> first = send("/me/feed");
    api.next();
    expectBusy(get(port, "/me/feed"));
    assertThat(first).isNotDone();
    api.answer(1);
    assertThat(first.get().statusCode()).isEqualTo(200);
  }

  @Test
  void streamsAndEventsNeedNoSlotOfTheOthers() throws Exception {
    start(Duration.ofMinutes(1));
    CompletableFuture<HttpResponse<String>> first = send("/me/feed");
    api.next();
    // To the API, a path with a slash at its end is the same path.
    for (String path : List.of("/me/feed/updates", "/me/feed/updates/", "/me/feed/updates")) {
      try (InputStream lines =
          client.send(request(port, path), BodyHandlers.ofInputStream()).body()) {
        assertThat(new String(lines.readNBytes(11))).isEqualTo("data: first");
      }
    }
    HttpRequest events =
        HttpRequest.newBuilder(URI.create("http://" + Edge.HOST + ":" + port + "/events"))
            .POST(BodyPublishers.ofString("[]"))
            .build();
    CompletableFuture<HttpResponse<String>> posted =
        client.sendAsync(events, BodyHandlers.ofString());
    assertThat(api.next()).isEqualTo("/events 2");
    api.answer(2);
    assertThat(posted.get().statusCode()).isEqualTo(200);
    assertThat(first.get().statusCode()).isEqualTo(200);
  }

  @Test
  void whatAServerHadBegunWhenItDiedIsAskedOfAnotherOneIfItOnlyReads() throws Exception {
    Set<String> begun = ConcurrentHashMap.newKeySet();
    try (SmallHttpServer dying = new SmallHttpServer(request -> dieWith(request, begun))) {
      start(Duration.ofMinutes(1), List.of(api.port(), dying.port()));
      await().atMost(Duration.ofMinutes(1)).until(() -> metrics.hasActiveServers(2));
      api.answer(1_000);
      // As nginx has it: one connection for many requests. Java's client would repeat a GET itself.
      try (Socket socket = new Socket(Edge.HOST, port)) {
        InputStream answers = new BufferedInputStream(socket.getInputStream());
        while (!begun.contains("GET")) {
          assertThat(ask(socket, answers, "GET")).isEqualTo("HTTP/1.1 200 OK");
        }
        String posted = "";
        while (!begun.contains("POST")) {
          posted = ask(socket, answers, "POST");
        }
        // No answer: nginx makes a 502 of it.
        assertThat(posted).isEmpty();
      }
    }
  }

  /** The status line; empty if the connection ends without an answer. */
  private static String ask(Socket socket, InputStream answers, String method) throws IOException {
    String request = method + " /me/devices HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    String status = line(answers);
    int length = 0;
    for (String header = status; !header.isEmpty(); header = line(answers)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
        length = Integer.parseInt(header.substring("content-length: ".length()));
      }
    }
    answers.skipNBytes(length);
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static byte[] dieWith(SmallHttpServer.Request request, Set<String> begun)
      throws IOException {
    if (request.path().equals("/health/ready")) {
      return SmallHttpServer.status("200 OK");
    }
    begun.add(request.method());
    throw new IOException("dies");
  }

  @Test
  void healthEndsWithTheLastServer() throws Exception {
    start(Duration.ofMinutes(1));
    assertThat(get(port, "/edge/health").statusCode()).isEqualTo(200);
    api.close();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> get(port, "/edge/health").statusCode() == 503);
    expectBusy(get(port, "/me/feed"));
  }

  private static void expectBusy(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).contains("\"code\":503");
  }

  private void awaitWaiting(int count) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> metrics.hasWaiting(count));
  }

  private CompletableFuture<HttpResponse<String>> send(String path) {
    return client.sendAsync(request(port, path), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(int at, String path) throws IOException, InterruptedException {
    return client.send(request(at, path), BodyHandlers.ofString());
  }

  private static HttpRequest request(int at, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + Edge.HOST + ":" + at + path)).build();
  }
}
