package io.fanfare.agents.http;

import static io.fanfare.agents.Examples.local;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundClientTest {

  private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

  private RawServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RawServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void sendsTheNameToTheAddressThatWasChecked() throws Exception {
    server.answer(NO_CONTENT);
    try (OutboundClient client = new OutboundClient(local(seconds(5)), host -> loopback())) {
      assertThat(post(client, "http://shop.example.test:" + server.port() + "/a?b=c").status())
          .isEqualTo(204);
    }
    assertThat(server.request()).startsWith("POST /a?b=c HTTP/1.1\r\n");
    assertThat(server.request()).contains("Host: shop.example.test:" + server.port());
    assertThat(server.request()).endsWith("\r\n\r\nbody");
  }

  @Test
  void resolvesANameOnceSoThatItCannotChangeAfterTheCheck() throws Exception {
    AtomicInteger resolutions = new AtomicInteger();
    NameResolver rebinding =
        host -> {
          // Public at first; then the address of this machine.
          byte[] address =
              resolutions.getAndIncrement() == 0 ? bytes(192, 0, 3, 1) : bytes(127, 0, 0, 1);
          return new InetAddress[] {InetAddress.getByAddress(host, address)};
        };
    server.answer(NO_CONTENT);
    HttpSettings settings =
        new HttpSettings(true, List.of(), "", Duration.ofMillis(300), Duration.ofMillis(700), 8, 4);
    try (OutboundClient client = new OutboundClient(settings, rebinding)) {
      String url = "http://rebind.example.test:" + server.port() + "/";
      // Nobody is at the public address; what matters is that nobody asks this machine.
      assertThatThrownBy(() -> post(client, url)).isInstanceOf(ExecutionException.class);
      assertThat(resolutions).hasValue(1);
      assertThatThrownBy(() -> post(client, url))
          .hasCauseInstanceOf(ForbiddenTargetException.class);
    }
    assertThat(server.connections()).isZero();
  }

  @Test
  void refusesAHostThatHasAnyForbiddenAddress() throws Exception {
    NameResolver mixed =
        host ->
            new InetAddress[] {
              InetAddress.getByAddress(host, bytes(1, 1, 1, 1)),
              InetAddress.getByAddress(host, bytes(10, 0, 0, 1))
            };
    try (OutboundClient client = new OutboundClient(local(seconds(5)), mixed)) {
      assertThatThrownBy(() -> post(client, "http://mixed.example.test/"))
          .hasCauseInstanceOf(ForbiddenTargetException.class)
          .hasMessageContaining("10.0.0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:%d/",
        "https://localhost:%d/",
        "https://[::1]:%d/",
        "https://0:%d/",
        "https://[::ffff:127.0.0.1]:%d/",
        "https://2130706433:%d/",
        "https://127.1:%d/",
        "https://0x7f.0.0.1.example.invalid@127.0.0.1:%d/",
        "http://1.1.1.1:%d/",
        "ftp://1.1.1.1:%d/",
        "https:///a",
        "https://1.1.1.1:0/",
        "https://user:pw@1.1.1.1/",
        "https://ä.example/",
        "mailto:a@b",
        "relative",
        "https://1.1.1.1/#f"
      })
  void refusesUrlsThatAreNotPublicHttps(String form) throws Exception {
    HttpSettings settings = new HttpSettings(false, List.of(), "", seconds(2), seconds(5), 8, 4);
    try (OutboundClient client = new OutboundClient(settings, NameResolver.SYSTEM)) {
      assertThatThrownBy(() -> post(client, form.formatted(server.port())))
          .hasCauseInstanceOf(ForbiddenTargetException.class);
    }
    assertThat(server.connections()).isZero();
  }

  @Test
  void doesNotFollowRedirects() throws Exception {
    server.answer(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:"
            + server.port()
            + "/other\r\nContent-Length: 0\r\n\r\n");
    try (OutboundClient client = client(seconds(5))) {
      assertThat(post(client, url()).status()).isEqualTo(307);
      assertThat(post(client, url()).status()).isEqualTo(307);
    }
    assertThat(server.request()).doesNotContain("/other");
  }

  @Test
  void usesAConnectionAgain() throws Exception {
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    try (OutboundClient client = client(seconds(5))) {
      for (int i = 0; i < 5; i++) {
        assertThat(post(client, url()).status()).isEqualTo(200);
        server.awaitIdle();
      }
    }
    assertThat(server.connections()).isLessThan(5);
  }

  @Test
  void endsAtItsDeadlineWhenAReceiverDripsItsHead() throws Exception {
    server.drip("HTTP/1.1 200 OK\r\nX-Slow: " + "x".repeat(4000), 50);
    assertTimesOut(Duration.ofMillis(700));
  }

  @Test
  void endsAtItsDeadlineWhenAReceiverIsSilent() throws Exception {
    server.answer("");
    assertTimesOut(Duration.ofMillis(500));
  }

  @Test
  void takesTheHeadOfAnAnswerAndLeavesABodyThatIsSlowOrLong() throws Exception {
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + "x".repeat(100));
    try (OutboundClient client = client(Duration.ofMillis(500))) {
      long start = System.nanoTime();
      assertThat(post(client, url()).status()).isEqualTo(200);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(450));
      server.awaitClosed();
    }
  }

  @Test
  void closesTheConnectionOfABodyWithoutAnEnd() throws Exception {
    server.flood("HTTP/1.1 500 Oops\r\n\r\n");
    try (OutboundClient client = client(seconds(20))) {
      assertThat(post(client, url()).status()).isEqualTo(500);
      server.awaitClosed();
    }
    // What was written beyond the bound waits in buffers of the system.
    assertThat(server.flooded()).isLessThan(16 << 20);
  }

  @Test
  void rejectsHeadsWithoutAnEnd() throws Exception {
    server.flood("HTTP/1.1 200 OK\r\nX: ");
    try (OutboundClient client = client(seconds(20))) {
      assertThatThrownBy(() -> post(client, url())).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void triesTheNextAddressOfAHost() throws Exception {
    server.answer(NO_CONTENT);
    NameResolver two =
        host ->
            new InetAddress[] {InetAddress.getByAddress(host, bytes(127, 0, 0, 9)), loopback()[0]};
    try (OutboundClient client = new OutboundClient(local(seconds(5)), two)) {
      assertThat(post(client, "http://two.example.test:" + server.port() + "/").status())
          .isEqualTo(204);
    }
  }

  @Test
  void nothingIsSentIfNobodyListensOrTheNameIsUnknown() throws Exception {
    int port = server.port();
    server.close();
    try (OutboundClient client = client(seconds(5))) {
      assertThatThrownBy(() -> post(client, "http://127.0.0.1:" + port + "/"))
          .hasCauseInstanceOf(UnsentException.class);
    }
    NameResolver unknown =
        host -> {
          throw new UnknownHostException(host);
        };
    try (OutboundClient client = new OutboundClient(local(seconds(5)), unknown)) {
      assertThatThrownBy(() -> post(client, "http://no.example.test/"))
          .hasCauseInstanceOf(UnsentException.class)
          .hasRootCauseInstanceOf(UnknownHostException.class);
    }
  }

  @Test
  void failsWhatIsOpenWhenItIsClosed() throws Exception {
    server.answer("");
    OutboundClient client = client(seconds(60));
    var answer = client.post(URI.create(url()), Map.of(), new byte[0]).toCompletableFuture();
    server.awaitRequest();
    client.close();
    assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThatThrownBy(() -> post(client, url())).isInstanceOf(ExecutionException.class);
  }

  private void assertTimesOut(Duration deadline) throws IOException {
    try (OutboundClient client = client(deadline)) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> post(client, url())).hasCauseInstanceOf(TimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(deadline.minusMillis(50), deadline.plusSeconds(2));
    }
  }

  private String url() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  private static OutboundClient client(Duration deadline) throws IOException {
    return new OutboundClient(local(deadline), NameResolver.SYSTEM);
  }

  private static Answer post(OutboundClient client, String url) throws Exception {
    return client
        .post(URI.create(url), Map.of("Content-Type", "text/plain"), "body".getBytes(US_ASCII))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static InetAddress[] loopback() throws UnknownHostException {
    return new InetAddress[] {InetAddress.getByAddress(bytes(127, 0, 0, 1))};
  }

  private static byte[] bytes(int a, int b, int c, int d) {
    return new byte[] {(byte) a, (byte) b, (byte) c, (byte) d};
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
