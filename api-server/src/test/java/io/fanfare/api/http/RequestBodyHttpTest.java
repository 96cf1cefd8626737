package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.errors.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyHttpTest {

  private static final byte[] NO_EVENTS = "{\"events\": []}".getBytes(UTF_8);

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/json; charset=utf-8; v=1",
        "application/json;",
        "Application/JSON;charset=\"UTF-8\""
      })
  void jsonIsAccepted(String type) throws Exception {
    assertThat(server.send(post(NO_EVENTS).header("Content-Type", type)).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "application/jsonx",
        "?"
      })
  void anythingElseIsRefused(String type) throws Exception {
    assertRefused(post(NO_EVENTS).header("Content-Type", type), ErrorKind.MEDIA_TYPE_UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
  void aCompressedBodyIsRead(String encoding) throws Exception {
    HttpResponse<String> answer =
        server.send(post(gzip(NO_EVENTS)).header("Content-Encoding", encoding));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd"})
  void anotherEncodingIsRefused(String encoding) throws Exception {
    HttpResponse<String> answer =
        assertRefused(
            post(gzip(NO_EVENTS)).header("Content-Encoding", encoding),
            ErrorKind.ENCODING_UNSUPPORTED);
    assertThat(answer.headers().firstValue("Accept-Encoding")).contains("gzip");
  }

  @Test
  void whatIsNotGzipIsRefused() throws Exception {
    byte[] half = Arrays.copyOf(gzip(NO_EVENTS), 15);
    assertRefused(post(half).header("Content-Encoding", "gzip"), ErrorKind.BODY_INVALID);
    assertRefused(post(NO_EVENTS).header("Content-Encoding", "gzip"), ErrorKind.BODY_INVALID);
  }

  /** 500 MB would need a second and more of work, and most of the heap. */
  @Test
  void aBombEndsAtTheLimit() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      byte[] zeros = new byte[1_000_000];
      for (int i = 0; i < 500; i++) {
        out.write(zeros);
      }
    }
    assertThat(packed.size()).isLessThan(RequestBody.MOST_BYTES);
    assertRefused(
        post(packed.toByteArray()).header("Content-Encoding", "gzip"), ErrorKind.BODY_TOO_LARGE);
  }

  /** A length that is not declared is counted. */
  @Test
  void aBodyInPiecesEndsAtTheLimit() throws Exception {
    byte[] much = " ".repeat(RequestBody.MOST_BYTES + 1).getBytes(UTF_8);
    HttpRequest.Builder pieces =
        post(NO_EVENTS).POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(much)));
    assertRefused(pieces, ErrorKind.BODY_TOO_LARGE);
  }

  private HttpResponse<String> assertRefused(HttpRequest.Builder request, ErrorKind kind)
      throws Exception {
    HttpResponse<String> answer = server.send(request);
    assertThat(Contract.read(answer).get("error_code").textValue()).isEqualTo(kind.code());
    assertThat(answer.statusCode()).isEqualTo(kind.status());
    return answer;
  }

  private HttpRequest.Builder post(byte[] body) {
    String token = server.tokens.issueForApplication("web", Duration.ofHours(1));
    return server
        .request("/events")
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofByteArray(body));
  }

  private static byte[] gzip(byte[] plain) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
