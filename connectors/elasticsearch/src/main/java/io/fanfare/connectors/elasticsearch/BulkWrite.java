package io.fanfare.connectors.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.schemas.search.Document;
import java.io.ByteArrayOutputStream;
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
    IndexedDocument indexed = IndexedDocument.of(document, generation);
    return new BulkWrite(document, indexed.index(), lines(indexed), new CompletableFuture<>());
  }

  private static byte[] lines(IndexedDocument document) {
    ObjectNode action = JSON.createObjectNode();
    action
        .putObject("index")
        .put("_index", document.index())
        .put("_id", document.id())
        .put("version", document.version())
        .put("version_type", "external_gte");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(action.toString().getBytes(UTF_8));
    lines.write('\n');
    lines.writeBytes(document.source());
    lines.write('\n');
    return lines.toByteArray();
  }
}
