package io.fanfare.workloads.bench.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveTest {

  private static final String LONG = "é".repeat(50_000);
  private static final int CHUNKED = 0;

  private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange request) throws IOException {
    connections.add(request.getRemoteAddress());
    byte[] body = LONG.getBytes(UTF_8);
    switch (request.getRequestURI().getPath()) {
      case "/missing" -> request.sendResponseHeaders(404, -1);
      case "/chunked" -> {
        request.sendResponseHeaders(200, CHUNKED);
        request.getResponseBody().write(body);
      }
      case "/last" -> {
        request.getResponseHeaders().set("Connection", "close");
        request.sendResponseHeaders(200, body.length);
        request.getResponseBody().write(body);
      }
      default -> {
        request.getResponseHeaders().set("Cache-Status", "fanfare; hit; ttl=9");
        request.getResponseHeaders().set("Age", "51");
        request.sendResponseHeaders(200, body.length);
        request.getResponseBody().write(body);
      }
    }
    request.close();
  }

  private KeepAlive client() {
    return new KeepAlive("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void oneConnectionServesAnswersOfEveryForm() throws IOException {
    try (KeepAlive client = client()) {
      KeepAlive.Answer hit = client.get("/hit");
      assertThat(hit.status()).isEqualTo(200);
      assertThat(hit.isHit()).isTrue();
      assertThat(hit.age()).isEqualTo(51);
      assertThat(hit.text()).isEqualTo(LONG);
      KeepAlive.Answer chunked = client.get("/chunked");
      assertThat(chunked.isHit()).isFalse();
      assertThat(chunked.text()).isEqualTo(LONG);
      assertThat(client.get("/hit").text()).isEqualTo(LONG);
      assertThat(connections).hasSize(1);
    }
  }

  @Test
  void aConnectionThatIsClosedIsOpenedAgain() throws IOException {
    try (KeepAlive client = client()) {
      assertThat(client.get("/last").text()).isEqualTo(LONG);
      assertThat(client.get("/hit").text()).isEqualTo(LONG);
      assertThat(connections).hasSize(2);
    }
  }

  @Test
  void aServerThatIsGoneIsAnError() throws IOException {
    try (KeepAlive client = client()) {
      client.get("/hit");
      server.stop(0);
      assertThatThrownBy(() -> client.get("/hit")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAnswerWithoutABodyIsRead() throws IOException {
    try (KeepAlive client = client()) {
      assertThat(client.get("/missing").status()).isEqualTo(404);
      assertThat(client.get("/hit").text()).isEqualTo(LONG);
    }
  }
}
