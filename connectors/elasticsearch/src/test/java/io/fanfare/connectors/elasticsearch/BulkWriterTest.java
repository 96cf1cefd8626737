package io.fanfare.connectors.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/** The writer over HTTP, with a server whose answer a test chooses. */
class BulkWriterTest {

  private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
  private volatile Function<List<String>, String> answer = BulkWriterTest::created;
  private volatile int status = 200;
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
          byte[] text = answer.apply(lines).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    String host = "127.0.0.1:" + server.getAddress().getPort();
    client = new ElasticsearchAccess(host, false, "", "").open();
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
    assertThat(requests.stream().map(lines -> lines.size() / 2)).containsExactly(1, 1, 98);
  }

  @Test
  void completesIfTheIndexHasANewerDocument() {
    mayAnswer.complete(null);
    answer = lines -> items("{\"index\":{\"status\":409,\"error\":{\"reason\":\"newer\"}}}");
    assertThat(write(1)).succeedsWithin(java.time.Duration.ofSeconds(10));
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
    return writer
        .write(new Document(DocumentKind.TRACK, id, 30L, null, null, counts, null))
        .toCompletableFuture();
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
