package io.fanfare.connectors.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.Indices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes documents with their versions. A document that is older than the indexed one changes
 * nothing, so writes may be repeated and reordered. Documents that arrive during a request wait for
 * the next one, so batches grow with the load, and a document never waits for a batch to fill.
 * Thread-safe.
 */
public final class BulkWriter {

  private static final Logger LOG = LoggerFactory.getLogger(BulkWriter.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ContentType LINES = ContentType.create("application/x-ndjson");

  private static final int MOST_UNDER_WAY = 2;
  private static final int MOST_DOCUMENTS = 1_000;
  private static final int MOST_BYTES = 4 << 20;

  private final RestClient client;
  private final String generation;
  private final Queue<Write> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean isFailing;

  private record Write(Document document, byte[] lines, CompletableFuture<Document> done) {}

  /**
   * @param generation the generation of the indices to write
   */
  public BulkWriter(RestClient client, String generation) {
    this.client = client;
    this.generation = generation;
  }

  /**
   * Writes a document. Completes with it once it, or a newer one, is durable. Fails with a {@link
   * DocumentRejectedException} if the index will never accept it; after any other failure a retry
   * may succeed.
   */
  public CompletionStage<Document> write(Document document) {
    Write write = new Write(document, lines(document), new CompletableFuture<>());
    synchronized (this) {
      waiting.add(write);
    }
    sendWaiting();
    return write.done();
  }

  private void sendWaiting() {
    List<Write> next = next();
    while (!next.isEmpty()) {
      send(next);
      next = next();
    }
  }

  /** The writes of the next request; none if enough requests are under way. */
  private synchronized List<Write> next() {
    List<Write> next = new ArrayList<>();
    if (underWay < MOST_UNDER_WAY) {
      int bytes = 0;
      while (!waiting.isEmpty() && next.size() < MOST_DOCUMENTS && bytes < MOST_BYTES) {
        Write write = waiting.remove();
        bytes += write.lines().length;
        next.add(write);
      }
      underWay += next.isEmpty() ? 0 : 1;
    }
    return next;
  }

  private void send(List<Write> writes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writes.forEach(write -> body.writeBytes(write.lines()));
    Request request = new Request("POST", "/_bulk");
    request.addParameter("filter_path", "items.*.status,items.*.error");
    request.setEntity(new ByteArrayEntity(body.toByteArray(), LINES));
    client.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            try {
              finish(writes, JSON.readTree(response.getEntity().getContent()).path("items"));
            } catch (IOException e) {
              fail(writes, e);
            }
          }

          @Override
          public void onFailure(Exception failure) {
            fail(writes, failure);
          }
        });
  }

  private void finish(List<Write> writes, JsonNode items) {
    if (items.size() != writes.size()) {
      fail(
          writes,
          new IOException(
              "Elasticsearch answered for %d of %d documents"
                  .formatted(items.size(), writes.size())));
      return;
    }
    IOException failure = null;
    for (int i = 0; i < writes.size(); i++) {
      Write write = writes.get(i);
      try {
        BulkItem.check(items.get(i).path("index"));
        write.done().complete(write.document());
      } catch (DocumentRejectedException e) {
        write.done().completeExceptionally(e);
      } catch (IOException e) {
        failure = e;
        write.done().completeExceptionally(e);
      }
    }
    endRequest(failure);
    sendWaiting();
  }

  private void fail(List<Write> writes, Exception failure) {
    endRequest(failure);
    writes.forEach(write -> write.done().completeExceptionally(failure));
    sendWaiting();
  }

  /** Ends a request, and logs when Elasticsearch begins or stops to fail. */
  private synchronized void endRequest(@Nullable Exception failure) {
    underWay--;
    if (failure != null && !isFailing) {
      LOG.warn(
          "Elasticsearch does not accept documents: {}. Writes are retried.", failure.toString());
    } else if (failure == null && isFailing) {
      LOG.info("Elasticsearch accepts documents again.");
    }
    isFailing = failure != null;
  }

  private byte[] lines(Document document) {
    ObjectNode action = JSON.createObjectNode();
    action
        .putObject("index")
        .put("_index", Indices.index(document.getKind(), generation))
        .put("_id", Long.toString(document.getId()))
        .put("version", document.getVersion())
        .put("version_type", "external_gte");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(action.toString().getBytes(UTF_8));
    lines.write('\n');
    lines.writeBytes(DocumentSource.bytes(document, Micros.of(Instant.now())));
    lines.write('\n');
    return lines.toByteArray();
  }
}
