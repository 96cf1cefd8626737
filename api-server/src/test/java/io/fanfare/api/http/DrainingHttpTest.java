package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DrainingHttpTest {

  private final TestServer server = TestServer.with(Draining::configure);
  private final int port = server.port();

  @AfterEach
  void stop() {
    server.models.goOn();
    server.close();
  }

  @Test
  void aRequestThatIsUnderWayIsAnsweredWhileTheServerStops() throws Exception {
    server.publish(11, 22, TestServer.NOW_MICROS);
    server.models.stall();
    CompletableFuture<HttpResponse<String>> answer = inBackground(() -> server.get("/me/feed"));
    await().until(() -> server.models.isAsked());

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
    await().until(() -> !accepts());
    assertThat(answer).isNotDone();
    assertThat(stopped).isNotDone();
    server.models.goOn();

    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(answer.get().body()).contains("soundcloud:tracks:11");
    stopped.get();
  }

  /** Repeated, since the end may meet the first event at any moment. */
  @RepeatedTest(20)
  void streamsEndAtOnceAndCleanly() throws Exception {
    InputStream stream = server.stream(server.token(TestServer.LISTENER), null).body();
    long begin = System.nanoTime();
    server.close();
    // A connection that is cut would be an exception.
    assertThat(new String(stream.readAllBytes())).contains("event: ready").endsWith("\n\n");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  private interface Call {
    HttpResponse<String> make() throws IOException, InterruptedException;
  }

  private static CompletableFuture<HttpResponse<String>> inBackground(Call call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return call.make();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
