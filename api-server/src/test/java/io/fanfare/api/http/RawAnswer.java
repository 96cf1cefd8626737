package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** An answer to a request that no client of good will sends. */
record RawAnswer(int status, String head, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Sends a request and checks what holds for every request: the server answers within 5 s, does
   * not fail, and reports an error in the format of the API.
   *
   * @param line method and target; any bytes, one a character
   * @param headers their values also have one byte a character
   */
  static RawAnswer to(TestServer server, String line, Map<String, String> headers, byte[] body)
      throws IOException {
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\nConnection: close\r\n");
    if (!headers.containsKey("Host")) {
      head.append("Host: localhost\r\n");
    }
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    request.writeBytes(body);
    RawAnswer answer = parse(server.exchange(request.toByteArray()));
    answer.assertRight();
    return answer;
  }

  JsonNode json() throws JsonProcessingException {
    return JSON.readTree(body);
  }

  private static RawAnswer parse(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    assertThat(text).matches("(?s)HTTP/1\\.1 [0-9]{3} .*\r\n\r\n.*");
    int end = text.indexOf("\r\n\r\n");
    return new RawAnswer(
        Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())),
        text.substring(0, end),
        new String(Arrays.copyOfRange(bytes, end + 4, bytes.length), UTF_8));
  }

  private void assertRight() throws JsonProcessingException {
    // Another version of HTTP is the one thing that the server cannot do.
    assertThat(status == 505 || status < 500).as("%s\n\n%s", head, body).isTrue();
    if (status >= 400 && !body.isEmpty()) {
      assertThat(head).contains("application/json;charset=utf-8");
      assertThat(json().get("code").intValue()).isEqualTo(status);
      assertThat(json().get("link").textValue()).isEqualTo(TestServer.PUBLIC_URL + "/openapi.yaml");
      assertThat(json().get("message").textValue())
          .endsWith(".")
          .hasSizeLessThan(400)
          .doesNotContain("Exception", "\n");
    }
  }
}
