package io.fanfare.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/**
 * Writes documents with their versions. A document that is older than the indexed one changes
 * nothing, so writes may be repeated and reordered. Documents that arrive during a request wait for
 * the next one, so batches grow with the load, and a document never waits for a batch to fill.
 * Thread-safe.
 */
public final class BulkWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ContentType LINES = ContentType.create("application/x-ndjson");
  private static final int TOO_LARGE = 413;

  private final RestClient client;
  private final String generation;
  private final BulkQueue queue = new BulkQueue();
  private final IndexLog log = new IndexLog();

  private record Rejected(BulkWrite write, DocumentRejectedException reason) {

    IOException blamesIndex(String field) {
      return new IOException(
          "its field %s is not as in the mapping of this release (%s)"
              .formatted(field, reason.getMessage()));
    }
  }

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
    BulkWrite write = BulkWrite.of(document, generation);
    queue.add(write);
    sendWaiting();
    return write.done();
  }

  private void sendWaiting() {
    List<BulkWrite> next = queue.begin();
    while (!next.isEmpty()) {
      send(next);
      next = queue.begin();
    }
  }

  private void send(List<BulkWrite> writes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writes.forEach(write -> body.writeBytes(write.lines()));
    Request request = new Request("POST", "/_bulk");
    request.addParameter("filter_path", "items.*.status,items.*.error");
    request.setEntity(new ByteArrayEntity(body.toByteArray(), LINES));
    perform(
        request,
        answer -> {
          finish(writes, answer.path("items"));
          queue.end();
          sendWaiting();
        },
        failure -> {
          if (isTooLarge(failure) && writes.size() > 1) {
            queue.cutSmaller(writes);
          } else {
            writes.forEach(write -> fail(write, isTooLarge(failure) ? tooLarge(write) : failure));
            queue.end();
          }
          sendWaiting();
        });
  }

  private void finish(List<BulkWrite> writes, JsonNode items) {
    if (items.size() != writes.size()) {
      IOException failure =
          new IOException(
              "Elasticsearch answered for %d of %d documents"
                  .formatted(items.size(), writes.size()));
      writes.forEach(write -> fail(write, failure));
      return;
    }
    Map<String, List<Rejected>> rejected = new LinkedHashMap<>();
    for (int i = 0; i < writes.size(); i++) {
      BulkWrite write = writes.get(i);
      try {
        BulkItem.check(items.get(i).path("index"));
        log.accepts(write.index());
        write.done().complete(write.document());
      } catch (DocumentRejectedException e) {
        rejected
            .computeIfAbsent(write.index(), index -> new ArrayList<>())
            .add(new Rejected(write, e));
      } catch (IOException e) {
        fail(write, e);
      }
    }
    rejected.forEach(this::judge);
  }

  /** The documents are at fault only if their index has the mapping of this release. */
  private void judge(String index, List<Rejected> rejected) {
    DocumentKind kind = rejected.get(0).write().document().getKind();
    perform(
        new Request("GET", "/" + index + "/_mapping"),
        answer -> {
          Optional<String> field =
              IndexMapping.otherField(kind, answer.path(index).path("mappings"));
          for (Rejected one : rejected) {
            fail(one.write(), field.<Exception>map(one::blamesIndex).orElse(one.reason()));
          }
        },
        failure -> rejected.forEach(one -> fail(one.write(), failure)));
  }

  private void fail(BulkWrite write, Exception failure) {
    if (!(failure instanceof DocumentRejectedException)) {
      log.rejects(write.index(), failure);
    }
    write.done().completeExceptionally(failure);
  }

  private static boolean isTooLarge(Exception failure) {
    return failure instanceof ResponseException answer
        && answer.getResponse().getStatusLine().getStatusCode() == TOO_LARGE;
  }

  private static DocumentRejectedException tooLarge(BulkWrite write) {
    return new DocumentRejectedException(
        "Elasticsearch accepts no request as large as the document, which has %,d bytes."
            .formatted(write.lines().length));
  }

  private void perform(Request request, Consumer<JsonNode> answered, Consumer<Exception> failed) {
    client.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            JsonNode answer;
            try {
              answer = JSON.readTree(response.getEntity().getContent());
            } catch (IOException e) {
              failed.accept(e);
              return;
            }
            answered.accept(answer);
          }

          @Override
          public void onFailure(Exception failure) {
            failed.accept(failure);
          }
        });
  }
}
