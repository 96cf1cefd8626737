package io.fanfare.workloads.bench.notifications;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountingReceiverTest {

  private final List<String> received = new CopyOnWriteArrayList<>();
  private CountingReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new CountingReceiver((path, topic, nanos) -> received.add(path + " " + topic));
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
  }

  @Test
  void everyPostIsAcceptedOnOneConnection() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (int push = 0; push < 3; push++) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(receiver.origin() + "/push/" + push))
                  .header("Topic", "topic-" + push)
                  .POST(BodyPublishers.ofByteArray(new byte[4096]))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(201);
    }
    assertThat(received).containsExactly("/push/0 topic-0", "/push/1 topic-1", "/push/2 topic-2");
  }

  @Test
  void aRequestIsReceivedOnlyWhenItsWholeBodyHasCome() throws Exception {
    URI origin = URI.create(receiver.origin());
    try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
      write(socket, "POST /webhooks/7 HTTP/1.1\r\nContent-Length: 4\r\n\r\nabc");
      assertThat(received).isEmpty();
      write(socket, "d");
      await().untilAsserted(() -> assertThat(received).containsExactly("/webhooks/7 "));
    }
  }

  @Test
  void aConnectionThatSendsSomethingElseIsClosed() throws Exception {
    URI origin = URI.create(receiver.origin());
    for (String request : List.of("GET / HTTP/1.1\r\n\r\n", "POST / HTTP/1.1\r\n\r\n")) {
      try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
        write(socket, request);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
    assertThat(received).isEmpty();
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }
}
