package io.fanfare.stack.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.server.EdgeTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx, with one small server in Varnish's place and one in HAProxy's. */
class NginxITCase {

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private SmallBackend varnish;
  private SmallBackend haproxy;
  private Process nginx;
  private int port;

  @BeforeEach
  void start() throws IOException {
    varnish = new SmallBackend();
    haproxy = new SmallBackend();
    varnish.answer(1_000);
    haproxy.answer(1_000);
    port = Edge.freePort();
    Edge edge = new Edge(folder);
    Path file = edge.write(EdgeTemplate.NGINX, edge.nginx(port, varnish.port(), haproxy.port()));
    String user = System.getProperty("user.name");
    nginx =
        edge.start(
            "nginx",
            edge.programs()
                .nginx(
                    "-p",
                    folder.toString(),
                    "-c",
                    file.toString(),
                    "-g",
                    "daemon off;" + (user.equals("root") ? " user root root;" : "")));
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> send("GET", "/health/ready").statusCode() == 200);
  }

  @AfterEach
  void stop() throws InterruptedException {
    nginx.destroy();
    nginx.waitFor();
    varnish.close();
    haproxy.close();
  }

  @Test
  void whatIsPublicGoesToVarnishAndAllElseToHaproxy() throws Exception {
    for (String path :
        List.of(
            "/tracks/fanfare:tracks:1",
            "/tracks/1/comments?limit=2",
            "/users/1/likes/tracks",
            "/users/1/reposts/tracks",
            "/playlists/1/tracks",
            "/resolve?url=x",
            "/oembed",
            "/widget?url=x")) {
      assertThat(send("GET", path).statusCode()).isEqualTo(200);
      assertThat(varnish.next()).isEqualTo(path);
    }
    for (String path :
        List.of(
            "/tracks?q=a", "/tracks/1/stats", "/me/feed", "/users/1/likes", "/", "/resolve/x")) {
      assertThat(send("GET", path).statusCode()).isEqualTo(200);
      assertThat(haproxy.next()).isEqualTo(path);
    }
    send("POST", "/tracks/1");
    assertThat(haproxy.next()).isEqualTo("/tracks/1");
    assertThat(varnish.nothingArrived()).isTrue();
  }

  @Test
  void nobodyPurgesThroughIt() throws Exception {
    assertThat(send("PURGE", "/tracks/1").statusCode()).isEqualTo(405);
    assertThat(send("GET", "/edge/health").statusCode()).isEqualTo(404);
    assertThat(varnish.nothingArrived() && haproxy.nothingArrived()).isTrue();
  }

  @Test
  void everyRequestHasAnId() throws Exception {
    send("GET", "/me/feed");
    HttpResponse<String> answer =
        client.send(request("GET", "/me/feed", "chosen-by-a-client"), BodyHandlers.ofString());
    assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("chosen-by-a-client");
    client.send(request("GET", "/me/feed", "two words"), BodyHandlers.ofString());
    assertThat(haproxy.requestIds().get(0)).matches("[0-9a-f]{32}");
    assertThat(haproxy.requestIds().get(1)).isEqualTo("chosen-by-a-client");
    assertThat(haproxy.requestIds().get(2)).matches("[0-9a-f]{32}");
  }

  @Test
  void aRequestGoesOnWhenItIsWhole() throws Exception {
    try (Socket slow = new Socket(Edge.HOST, port)) {
      OutputStream out = slow.getOutputStream();
      out.write(
          "POST /events HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\n["
              .getBytes(UTF_8));
      out.flush();
      // What comes later is answered first: the slow one has reached nobody.
      send("GET", "/me/feed");
      assertThat(haproxy.next()).isEqualTo("/me/feed");
      assertThat(haproxy.nothingArrived()).isTrue();
      out.write(']');
      out.flush();
      assertThat(haproxy.next()).isEqualTo("/events 2");
      assertThat(new String(slow.getInputStream().readAllBytes(), UTF_8)).contains("200");
    }
  }

  @Test
  void aStreamGoesOutLineByLine() throws Exception {
    try (InputStream lines =
        client
            .send(request("GET", "/me/feed/updates", "stream"), BodyHandlers.ofInputStream())
            .body()) {
      assertThat(new String(lines.readNBytes(11), UTF_8)).isEqualTo("data: first");
    }
  }

  @Test
  void publicPagesOutliveVarnish() throws Exception {
    varnish.close();
    assertThat(send("GET", "/tracks/1").statusCode()).isEqualTo(200);
    assertThat(haproxy.next()).isEqualTo("/tracks/1");
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return client.send(request(method, path, ""), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String id) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + Edge.HOST + ":" + port + path))
            .method(method, BodyPublishers.noBody());
    return id.isEmpty() ? request.build() : request.header("X-Request-Id", id).build();
  }
}
