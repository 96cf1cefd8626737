package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.OptOut;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptOutsHttpTest {

  private static final String PATH = "/me/notifications/opt-outs";
  private static final String LINK =
      TestServer.OPT_OUT_LINKS
          .link(7, Channel.EMAIL)
          .toString()
          .substring(TestServer.PUBLIC_URL.length());

  private final TestServer server = TestServer.withKeys();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void optsOutOfAChannelOrAKindAndInAgain() throws Exception {
    Contract.read(put("email", "{\"opted_out\": true}"));
    Contract.read(put("push", "{\"opted_out\": true, \"kind\": \"track:repost\"}"));

    assertThat(Contract.read(server.get(PATH)).get("collection"))
        .hasToString(
            "[{\"channel\":\"push\",\"kind\":\"track:repost\",\"opted_out\":true},"
                + "{\"channel\":\"email\",\"opted_out\":true}]");
    assertThat(server.recipients.choices)
        .contains(new Choice(1L, new OptOut(Channel.PUSH, ActivityKind.TRACK_REPOST, true)));

    Contract.read(put("email", "{\"opted_out\": false, \"kind\": null}"));
    assertThat(Contract.read(server.get(PATH)).get("collection")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email | {} | 400",
        "email | {\"opted_out\": 1} | 400",
        "email | {\"opted_out\": true, \"kind\": \"like\"} | 400",
        "pigeon | {\"opted_out\": true} | 404"
      })
  void refusesOtherChoices(String channel, String body, int status) throws Exception {
    HttpResponse<String> refused = put(channel, body);
    assertThat(refused.statusCode()).isEqualTo(status);
    Contract.read(refused);
    assertThat(server.recipients.choices).isEmpty();
  }

  @Test
  void aLinkOpensAPageAndChangesNothing() throws Exception {
    HttpResponse<String> page = server.send(server.request(LINK));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<form", "method=\"post\"", "e-mail")
        .doesNotContain("{", "<script", "style=\"");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .startsWith("default-src 'none';")
                    .contains("form-action 'self'", "frame-ancestors 'none'")
                    .doesNotContain("script", "unsafe", "*", "http"));
    assertThat(server.recipients.choices).isEmpty();
  }

  @Test
  void aPostOptsOutWithoutASession() throws Exception {
    for (int time = 0; time < 2; time++) {
      HttpResponse<String> done = post(LINK, "List-Unsubscribe=One-Click");
      assertThat(done.statusCode()).isEqualTo(200);
      assertThat(done.body()).contains("no more notifications by e-mail");
    }
    assertThat(server.recipients.choices)
        .containsOnly(new Choice(7L, new OptOut(Channel.EMAIL, null, true)));
    assertThat(Contract.read(server.get(PATH, 7)).get("collection")).hasSize(1);

    assertThat(post(LINK, "choice=opt-in").body()).contains("again");
    assertThat(Contract.read(server.get(PATH, 7)).get("collection")).isEmpty();
  }

  @Test
  void aMailProgramMaySendItsFieldAsAForm() throws Exception {
    String form =
        "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    HttpResponse<String> done =
        server.send(
            server
                .request(LINK)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(form)));
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(server.recipients.choices).hasSize(1);
  }

  @Test
  void aWrongLinkHasAPageWithoutAForm() throws Exception {
    String changed = LINK.substring(0, LINK.length() - 1) + (LINK.endsWith("A") ? "E" : "A");
    for (HttpResponse<String> answer :
        new HttpResponse[] {
          server.send(server.request(changed)), post(changed, "List-Unsubscribe=One-Click")
        }) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("does not work").doesNotContain("<form", "{");
    }
    assertThat(server.recipients.choices).isEmpty();
  }

  @Test
  void saysSoIfNothingCouldBeStored() throws Exception {
    server.recipients.fail(true);
    HttpResponse<String> failed = post(LINK, "List-Unsubscribe=One-Click");

    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.headers().firstValue("Retry-After")).isPresent();
    assertThat(failed.body()).contains("Nothing has changed", "try again later");
  }

  @Test
  void thereAreNoLinksWithoutAKey() throws Exception {
    try (TestServer other = TestServer.start()) {
      assertThat(other.send(other.request(LINK)).statusCode()).isEqualTo(404);
    }
  }

  private HttpResponse<String> put(String channel, String body) throws Exception {
    return server.send(
        server
            .request(PATH + "/" + channel)
            .header("Authorization", "Bearer " + server.token(TestServer.LISTENER))
            .PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return server.send(
        server
            .request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }
}
