package io.fanfare.ops.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fanfare.connectors.debezium.ConnectorTemplate;
import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.ops.RestAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorSetupTest {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SourceSettings SOURCE =
      new SourceSettings(
          Flavour.MYSQL,
          "db",
          3306,
          "capture",
          "${file:/run/secrets/capture:password}",
          "fanfare",
          7,
          "kafka:9092",
          Duration.ofSeconds(1),
          Duration.ofMillis(10));

  private HttpServer worker;
  private @Nullable Map<String, String> there;
  private ConnectorSetup setup;

  @BeforeEach
  void start() throws IOException {
    worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext("/", this::answer);
    worker.start();
    setup =
        new ConnectorSetup(
            RestAccess.open("http://127.0.0.1:" + worker.getAddress().getPort()), SOURCE);
  }

  @AfterEach
  void stop() {
    worker.stop(0);
  }

  @Test
  void registersAMissingConnectorOnce() throws Exception {
    assertThat(setup.apply()).containsExactly(Difference.missing("connector fanfare-source"));
    assertThat(there).isEqualTo(ConnectorTemplate.render(SOURCE));
    assertThat(setup.apply()).isEmpty();
  }

  @Test
  void keepsTheNamesOfAMappedSourceAndWhatSomebodyHasAdded() throws Exception {
    Map<String, String> mapped =
        new LinkedHashMap<>(ConnectorTemplate.render(SOURCE, Map.of("tables.tracks", "songs")));
    mapped.put("max.batch.size", "4096");
    mapped.put("snapshot.mode", "no_data");
    there = new LinkedHashMap<>(mapped);
    assertThat(setup.differences()).isEmpty();

    there.put("poll.interval.ms", "500");
    assertThat(setup.apply())
        .containsExactly(
            Difference.changed("connector fanfare-source", "has poll.interval.ms=500, not 10"));
    assertThat(there).isEqualTo(mapped);
  }

  @Test
  void neverPrintsASecretThatIsThere() throws Exception {
    there = new LinkedHashMap<>(ConnectorTemplate.render(SOURCE));
    there.put("database.password", "geheim");
    assertThat(setup.differences())
        .singleElement()
        .asString()
        .contains("has another database.password than ${file:/run/secrets/capture:password}")
        .doesNotContain("geheim");
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("PUT")) {
      Map<String, String> definition = new LinkedHashMap<>();
      JsonNode body = JSON.readTree(request);
      body.properties().forEach(field -> definition.put(field.getKey(), field.getValue().asText()));
      there = definition;
    }
    Map<String, String> named = new LinkedHashMap<>();
    if (there != null) {
      named.putAll(there);
      named.put("name", "fanfare-source");
    }
    byte[] answer = JSON.writeValueAsBytes(named);
    exchange.sendResponseHeaders(there == null ? NOT_FOUND : OK, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
