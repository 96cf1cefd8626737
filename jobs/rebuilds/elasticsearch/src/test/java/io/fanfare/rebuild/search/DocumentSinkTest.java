package io.fanfare.rebuild.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.jobs.savepoints.SavepointAge;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.StreamSink;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the part of the HTTP interface of Elasticsearch that the connector uses. */
class DocumentSinkTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  @TempDir Path directory;
  private HttpServer server;

  /** The action and the source of each document that was taken, by its id. */
  private final Map<String, List<JsonNode>> indexed = new HashMap<>();

  /** What the next documents are answered with; 201 for all others. */
  private final Deque<Integer> statuses = new ArrayDeque<>();

  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private int failingRequests;
  private Instant writtenAt = Instant.now();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void writesDocumentsWithTheirVersionsAndEndsWhenAllAreTaken() throws Exception {
    write(2_500);
    assertThat(indexed).hasSize(2_500);
    assertThat(indexed.get("7").get(0).path("_index").asText()).isEqualTo("tracks-v1-2");
    assertThat(indexed.get("7").get(0).path("version").asLong()).isEqualTo(107);
    assertThat(indexed.get("7").get(0).path("version_type").asText()).isEqualTo("external_gte");
    assertThat(indexed.get("7").get(1).path("id").asLong()).isEqualTo(7);
    assertThat(keys).containsOnly("ApiKey secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void losesNothingHoweverOftenRequestsFail(int times) throws Exception {
    failingRequests = times;
    write(2_500);
    assertThat(indexed).hasSize(2_500);
  }

  @Test
  void repeatsDocumentsThatFail() throws Exception {
    statuses.addAll(List.of(201, 429, 201, 503));
    write(10);
    assertThat(indexed).hasSize(10);
  }

  @Test
  void leavesANewerDocument() throws Exception {
    statuses.addAll(List.of(201, 409, 201));
    write(3);
    assertThat(indexed).containsOnlyKeys("0", "2");
  }

  @Test
  void endsTheJobIfADocumentIsRejected() {
    statuses.addAll(List.of(201, 400, 201));
    assertThatThrownBy(() -> write(3))
        .hasStackTraceContaining(
            "Elasticsearch rejects the document 1 of tracks-v1-2 (status 400)");
  }

  @Test
  void endsTheJobIfTheSavepointIsTooOld() {
    writtenAt = Instant.now().minus(Topics.OLDEST_SAVEPOINT).minusSeconds(1);
    assertThatThrownBy(() -> write(1))
        .rootCause()
        .hasMessageContaining("The savepoint s3://savepoints/1 is older than 7 days");
    assertThat(indexed).isEmpty();
  }

  private void write(int documents) throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "secret\n");
    SearchRebuildConfig config =
        new SearchRebuildConfig(
            "",
            "v1-2",
            new ElasticsearchAccess(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/prefix",
                "",
                "",
                key.toString(),
                ""),
            1,
            0);
    // A cluster gets a copy of it.
    DocumentSink sink =
        InstantiationUtil.clone(
            new DocumentSink(config, new SavepointAge("s3://savepoints/1", writtenAt)));
    try (OneInputStreamOperatorTestHarness<Document, Object> harness =
        new OneInputStreamOperatorTestHarness<>(new StreamSink<>(sink))) {
      harness.open();
      for (long id = 0; id < documents; id++) {
        Counts none = new Counts(0L, 0L, 0L, 0L, 0L);
        harness.processElement(
            new Document(DocumentKind.TRACK, id, 100 + id, null, null, none, null), 0);
      }
      harness.endInput();
      harness.getOneInputOperator().finish();
    }
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("X-elastic-product", "Elasticsearch");
    boolean isBulk = exchange.getRequestURI().getPath().equals("/prefix/_bulk");
    if (isBulk && failingRequests > 0) {
      failingRequests--;
      send(exchange, UNAVAILABLE, "{\"error\": \"starting\", \"status\": 503}");
    } else {
      send(exchange, OK, isBulk ? bulk(new String(request, "UTF-8").split("\n")) : "{}");
    }
  }

  private String bulk(String[] lines) throws IOException {
    List<Map<String, ?>> items = new ArrayList<>();
    for (int i = 0; i < lines.length; i += 2) {
      JsonNode action = JSON.readTree(lines[i]).path("index");
      String id = action.path("_id").asText();
      int status = statuses.isEmpty() ? 201 : statuses.remove();
      Map<String, Object> item = new HashMap<>();
      item.put("_index", action.path("_index").asText());
      item.put("_type", "_doc");
      item.put("_id", id);
      item.put("status", status);
      if (status == 201) {
        indexed.put(id, List.of(action, JSON.readTree(lines[i + 1])));
        item.put("result", "created");
        item.put("_version", action.path("version").asLong());
        item.put("_seq_no", 1);
        item.put("_primary_term", 1);
        item.put("_shards", Map.of("total", 1, "successful", 1, "failed", 0));
      } else {
        item.put("error", Map.of("type", "some_exception", "reason", "no"));
      }
      items.add(Map.of("index", item));
    }
    return JSON.writeValueAsString(Map.of("took", 1, "errors", true, "items", items));
  }

  private static void send(HttpExchange exchange, int status, String answer) throws IOException {
    byte[] bytes = answer.getBytes("UTF-8");
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
    if (!isHead) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }
}
