package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsHttpTest {

  private static final String TOO_LONG =
      "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
          + "0";

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anAnswerHasTheIdOfItsRequest() throws Exception {
    assertThat(id(server.send(server.request("/me/feed").header("X-Request-Id", "proxy-7/a"))))
        .isEqualTo("proxy-7/a");
  }

  @Test
  void aRequestWithoutAnIdGetsOneOfItsOwn() throws Exception {
    String first = id(server.get("/me/feed"));
    assertThat(first).hasSize(36);
    assertThat(id(server.get("/no/such/path"))).hasSize(36).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "<script>", "", TOO_LONG})
  void anIdThatCouldBreakALogIsReplaced(String given) throws Exception {
    assertThat(id(server.send(server.request("/me/feed").header("X-Request-Id", given))))
        .hasSize(36)
        .isNotEqualTo(given);
  }

  private static String id(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Request-Id").orElseThrow();
  }
}
