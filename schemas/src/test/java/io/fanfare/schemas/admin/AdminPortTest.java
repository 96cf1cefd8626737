package io.fanfare.schemas.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class AdminPortTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void servesTheHealthOfTheProgramAndOfItsParts() throws Exception {
    int port = freePort();
    try (AdminPort admin =
        new AdminPort("127.0.0.1", port, () -> "a 1\n", () -> false, "10.0.0.1:6081"::equals)) {
      assertThat(status(port, "/metrics")).isEqualTo(200);
      assertThat(status(port, "/health/live")).isEqualTo(200);
      assertThat(status(port, "/health/ready")).isEqualTo(503);
      assertThat(status(port, "/health/ready/10.0.0.1:6081")).isEqualTo(200);
      assertThat(status(port, "/health/ready/10.0.0.2:6081")).isEqualTo(503);
    }
  }

  private int status(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
