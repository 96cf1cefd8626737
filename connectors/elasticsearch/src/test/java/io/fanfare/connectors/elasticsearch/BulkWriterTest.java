package io.fanfare.connectors.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer over HTTP, with a server whose answer a test chooses. */
class BulkWriterTest {

  private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
  private volatile Function<List<String>, String> answer = BulkWriterTest::created;
  private final ObjectNode mapping = currentMapping();
  private volatile int status = 200;
  private volatile int mostBytes = Integer.MAX_VALUE;
  private HttpServer server;
  private RestClient client;
  private BulkWriter writer;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/_bulk",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          List<String> lines = body.lines().toList();
          requests.add(lines);
          mayAnswer.join();
          boolean isTooLarge = body.length() > mostBytes;
          send(exchange, isTooLarge ? 413 : status, isTooLarge ? "" : answer.apply(lines));
        });
    server.createContext(
        "/tracks-v1/_mapping", exchange -> send(exchange, 200, mapping.toString()));
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    client = ElasticsearchAccess.open(url).open();
    writer = new BulkWriter(client, "v1");
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.stop(0);
  }

  @Test
  void writesUnderTheVersionOfTheDocument() throws Exception {
    mayAnswer.complete(null);
    write(7).join();
    assertThat(requests.take())
        .satisfiesExactly(
            action ->
                assertThat(action)
                    .isEqualTo(
                        "{\"index\":{\"_index\":\"tracks-v1\",\"_id\":\"7\",\"version\":30,"
                            + "\"version_type\":\"external_gte\"}}"),
            source ->
                assertThat(source).matches("\\{\"id\":7,\"removed\":true,\"changed_at\":\\d{16}}"));
  }

  @Test
  void batchesDocumentsThatArriveDuringRequests() throws Exception {
    List<CompletableFuture<Document>> writes = new ArrayList<>();
    for (long id = 0; id < 100; id++) {
      writes.add(write(id));
    }
    mayAnswer.complete(null);
    writes.forEach(CompletableFuture::join);
    // Two are under way at once, and either may arrive first.
    assertThat(requests.stream().map(lines -> lines.size() / 2))
        .containsExactlyInAnyOrder(1, 1, 98);
  }

  @Test
  void completesIfTheIndexHasANewerDocument() {
    mayAnswer.complete(null);
    answer = lines -> items("{\"index\":{\"status\":409,\"error\":{\"reason\":\"newer\"}}}");
    assertThat(write(1)).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void reportsWhyADocumentIsRejected() {
    mayAnswer.complete(null);
    answer =
        lines ->
            items(
                "{\"index\":{\"status\":400,\"error\":{\"type\":\"mapper_parsing_exception\","
                    + "\"reason\":\"failed\",\"caused_by\":{\"reason\":\"no number\"}}}}");
    assertThatThrownBy(() -> write(1).join())
        .satisfies(
            failure ->
                assertThat(DocumentRejectedException.reason(failure))
                    .isEqualTo("Elasticsearch rejects the document: failed: no number."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict_dynamic_mapping_exception", "index_closed_exception"})
  void anIndexThatAcceptsNoDocumentIsNoRejection(String type) {
    mayAnswer.complete(null);
    answer = lines -> items("{\"index\":{\"status\":400,\"error\":{\"type\":\"" + type + "\"}}}");
    assertFailsWithoutRejection();
  }

  @Test
  void aReadOnlyIndexIsNoRejection() {
    mayAnswer.complete(null);
    answer =
        lines ->
            items(
                "{\"index\":{\"status\":403,\"error\":{\"type\":\"cluster_block_exception\","
                    + "\"reason\":\"index [tracks-v1] blocked by: [FORBIDDEN/5/index read-only]\"}}}");
    assertFailsWithoutRejection();
  }

  @Test
  void aDocumentIsNotRejectedWhileItsIndexHasAFieldOfAnotherType() {
    mayAnswer.complete(null);
    answer =
        lines ->
            items("{\"index\":{\"status\":400,\"error\":{\"type\":\"mapper_parsing_exception\"}}}");
    ((ObjectNode) mapping.at("/tracks-v1/mappings/properties/title")).put("type", "long");
    assertFailsWithoutRejection();
    ((ObjectNode) mapping.at("/tracks-v1/mappings/properties/owner/properties")).remove("username");
    ((ObjectNode) mapping.at("/tracks-v1/mappings/properties/title")).put("type", "text");
    assertFailsWithoutRejection();
  }

  @Test
  void cutsRequestsByBytes() throws Exception {
    List<CompletableFuture<Document>> writes = new ArrayList<>();
    for (long id = 0; id < 12; id++) {
      writes.add(write(track(id, "x".repeat(900_000))));
    }
    mayAnswer.complete(null);
    writes.forEach(CompletableFuture::join);
    assertThat(requests.stream().map(lines -> lines.size() / 2))
        .containsExactlyInAnyOrder(1, 1, 4, 4, 2);
  }

  @Test
  void aDocumentOfMoreBytesGoesAlone() throws Exception {
    List<CompletableFuture<Document>> writes = new ArrayList<>();
    for (int bytes : List.of(1, 1, 1, 5_000_000, 1, 1)) {
      writes.add(write(track(writes.size(), "x".repeat(bytes))));
    }
    mayAnswer.complete(null);
    writes.forEach(CompletableFuture::join);
    assertThat(requests.stream().map(lines -> lines.size() / 2))
        .containsExactlyInAnyOrder(1, 1, 1, 1, 2);
  }

  @Test
  void splitsARequestThatIsTooLargeForTheServer() throws Exception {
    mostBytes = 10_000;
    List<CompletableFuture<Document>> writes = new ArrayList<>();
    for (long id = 0; id < 100; id++) {
      writes.add(write(track(id, "x".repeat(1_000))));
    }
    mayAnswer.complete(null);
    writes.forEach(CompletableFuture::join);
    assertThat(requests.stream().mapToInt(BulkWriterTest::bytes).filter(bytes -> bytes <= 10_000))
        .hasSizeGreaterThan(10);
    // It remembers the size: few requests are refused.
    assertThat(requests.stream().mapToInt(BulkWriterTest::bytes).filter(bytes -> bytes > 10_000))
        .hasSizeLessThan(8);
  }

  @Test
  void rejectsADocumentThatAloneIsTooLargeForTheServer() {
    mostBytes = 10_000;
    mayAnswer.complete(null);
    assertThatThrownBy(() -> write(track(1, "x".repeat(20_000))).join())
        .satisfies(
            failure ->
                assertThat(DocumentRejectedException.reason(failure))
                    .startsWith("Elasticsearch accepts no request as large as the document"));
    assertThat(write(track(2, "x"))).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void aBusyClusterOrAMissingIndexIsNoRejection() {
    mayAnswer.complete(null);
    for (int busy : List.of(404, 429, 503)) {
      answer = lines -> items("{\"index\":{\"status\":" + busy + ",\"error\":{}}}");
      assertFailsWithoutRejection();
    }
    for (int busy : List.of(429, 502, 503)) {
      status = busy;
      assertFailsWithoutRejection();
    }
  }

  @Test
  void aMissingAnswerIsNoRejection() {
    server.stop(0);
    assertFailsWithoutRejection();
  }

  private void assertFailsWithoutRejection() {
    assertThatThrownBy(() -> write(1).join())
        .isInstanceOf(CompletionException.class)
        .satisfies(failure -> assertThat(DocumentRejectedException.reason(failure)).isNull());
  }

  private CompletableFuture<Document> write(long id) {
    Counts counts = new Counts(0L, 0L, 0L, 0L, 5L);
    return write(new Document(DocumentKind.TRACK, id, 30L, null, null, counts, null));
  }

  private CompletableFuture<Document> write(Document document) {
    return writer.write(document).toCompletableFuture();
  }

  private static Document track(long id, String description) {
    Track row =
        new Track(
            id,
            1L,
            "t",
            "p",
            description,
            null,
            null,
            0L,
            null,
            null,
            null,
            "public",
            "finished",
            null,
            0L,
            0L);
    return new Document(
        DocumentKind.TRACK, id, 30L, row, null, new Counts(0L, 0L, 0L, 0L, 0L), null);
  }

  private static int bytes(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum();
  }

  private static ObjectNode currentMapping() {
    ObjectNode answer = new ObjectMapper().createObjectNode();
    answer
        .putObject("tracks-v1")
        .set("mappings", IndexMapping.template(DocumentKind.TRACK).at("/template/mappings"));
    return answer;
  }

  private static void send(HttpExchange exchange, int status, String answer) throws IOException {
    byte[] text = answer.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private static String created(List<String> lines) {
    return items(
        lines.stream()
            .filter(line -> line.startsWith("{\"index\""))
            .map(line -> "{\"index\":{\"status\":201}}")
            .collect(Collectors.joining(",")));
  }

  private static String items(String items) {
    return "{\"items\":[" + items + "]}";
  }
}
