package io.fanfare.connectors.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.Indices;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * One document of a bulk request.
 *
 * @param lines of the request's body
 * @param done completes when the document, or a newer one, is durable
 */
record BulkWrite(Document document, String index, byte[] lines, CompletableFuture<Document> done) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static BulkWrite of(Document document, String generation) {
    String index = Indices.index(document.getKind(), generation);
    return new BulkWrite(document, index, lines(document, index), new CompletableFuture<>());
  }

  private static byte[] lines(Document document, String index) {
    ObjectNode action = JSON.createObjectNode();
    action
        .putObject("index")
        .put("_index", index)
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
