package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSignInHttpTest {

  private static final String USERS = "/local-sign-in/users";

  private final TestServer server = TestServer.withLocalSignIn();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void findsUsersByTheBeginningOfANameAndById() throws Exception {
    server.models.put(user(12));
    server.models.put(user(123));
    server.models.put(user(3));

    assertThat(found("?q=user%201")).containsExactly("user 1", "user 12", "user 123");
    assertThat(found("?q=%20user%203%20")).containsExactly("user 3");
    assertThat(found("?q=12")).containsExactly("user 12");
    assertThat(found("?q=nobody")).isEmpty();
    assertThat(found("?q=99999999999999999999")).isEmpty();
    assertThat(found("")).contains("user 1", "user 3");
  }

  @Test
  void showsHowManyUsersAUserFollows() throws Exception {
    server.models.put(user(2));
    JsonNode users = Contract.read(server.send(server.request(USERS))).get("collection");

    assertThat(users.at("/0/followings_count").intValue()).isEqualTo(42);
    assertThat(users.at("/1/followings_count").intValue()).isZero();
  }

  @Test
  void issuesATokenThatTheApiAccepts() throws Exception {
    HttpResponse<String> response = server.send(server.request(USERS + "/1/token"));

    JsonNode token = Contract.read(response);
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(token.get("expires_in").intValue()).isEqualTo(900);
    assertThat(server.getAs("Bearer " + token.get("access_token").textValue()).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "0", "-1", "x", "01", "99999999999999999999"})
  void issuesNoTokenForAnUnknownUser(String id) throws Exception {
    assertThat(server.send(server.request(USERS + "/" + id + "/token")).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void acceptsItsOwnPage(String site) throws Exception {
    assertThat(server.send(server.request(USERS).header("Sec-Fetch-Site", site)).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "x"})
  void rejectsOtherSites(String site) throws Exception {
    for (String path : List.of(USERS, USERS + "/1/token")) {
      HttpResponse<String> response =
          server.send(server.request(path).header("Sec-Fetch-Site", site));
      assertThat(Contract.read(response).get("code").intValue()).isEqualTo(403);
      assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,200",
    "LOCALHOST:80,200",
    "127.0.0.1:8080,200",
    "127.8.9.1,200",
    "[::1]:8080,200",
    "example.com,403",
    "127.0.0.1.example.com,403",
    "localhost.example.com:80,403",
    "example.com:127,403",
    "192.168.0.1,403"
  })
  void rejectsOtherHostNames(String host, int status) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      String head = "GET " + USERS + "/1/token HTTP/1.1\r\nHost: " + host;
      out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
      out.flush();
      assertThat(new String(in.readAllBytes(), UTF_8)).startsWith("HTTP/1.1 " + status);
    }
  }

  private List<String> found(String query) throws Exception {
    List<String> names = new ArrayList<>();
    Contract.read(server.send(server.request(USERS + query)))
        .get("collection")
        .forEach(listed -> names.add(listed.at("/user/username").textValue()));
    return names;
  }
}
