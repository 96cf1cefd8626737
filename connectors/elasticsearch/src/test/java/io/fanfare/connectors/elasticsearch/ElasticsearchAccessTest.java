package io.fanfare.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchAccessTest {

  private static final int OK = 200;

  @TempDir private Path directory;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestURI() + " " + exchange.getRequestHeaders().get("Authorization"));
          exchange.sendResponseHeaders(OK, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void requestsHaveThePathOfTheUrlAndTheApiKey() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "aWQ6a2V5\n");
    ElasticsearchAccess access =
        read(
            "--elasticsearch-urls",
            "http://127.0.0.1:" + server.getAddress().getPort() + "/search/",
            "--elasticsearch-api-key-file",
            key.toString());
    try (RestClient client = access.open()) {
      client.performRequest(new Request("GET", "/_cluster/health"));
    }
    assertThat(requests).containsExactly("/search/_cluster/health [ApiKey aWQ6a2V5]");
  }

  @Test
  void reportsWhatCannotBe() {
    assertThat(problems("--elasticsearch-urls", "elastic:9200"))
        .isEqualTo(
            "--elasticsearch-urls contains 'elastic:9200', not a URL such as https://HOST:9200.");
    assertThat(problems("--elasticsearch-urls", "https://u:geheim@h:1"))
        .contains("contains a login")
        .doesNotContain("geheim");
    assertThat(problems("--elasticsearch-urls", "https://h:1/a,https://i:1/b"))
        .contains("have different paths");
    assertThat(
            problems(
                "--elasticsearch-urls", "https://h:1",
                "--elasticsearch-user", "u",
                "--elasticsearch-password-file", "f",
                "--elasticsearch-api-key-file", "k"))
        .contains("exclude each other");
    assertThat(problems("--elasticsearch-urls", "https://h:1", "--elasticsearch-user", "u"))
        .contains("--elasticsearch-password-file belong together");
  }

  private static String problems(String... arguments) {
    SettingsException problems =
        catchThrowableOfType(SettingsException.class, () -> read(arguments));
    return String.join("\n", problems.problems());
  }

  private static ElasticsearchAccess read(String... arguments) {
    return Settings.of(arguments, Map.of()).build(ElasticsearchAccess::from);
  }
}
