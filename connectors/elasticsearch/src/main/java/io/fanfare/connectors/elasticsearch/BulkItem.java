package io.fanfare.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/** The result of one document in the answer to a bulk request. */
final class BulkItem {

  private static final int CONFLICT = 409;
  private static final int BAD_REQUEST = 400;

  /** Errors with the status of a bad document whose cause is the index. */
  private static final Set<String> OF_THE_INDEX =
      Set.of("index_closed_exception", "strict_dynamic_mapping_exception");

  private BulkItem() {}

  /**
   * Checks that the document, or a newer one, is durable.
   *
   * @throws DocumentRejectedException if the index does not accept the document as it is: for good,
   *     if the index has the mapping of this release
   * @throws IOException if a later retry may succeed
   */
  static void check(JsonNode item) throws DocumentRejectedException, IOException {
    int status = item.path("status").asInt();
    if (status / 100 == 2 || status == CONFLICT) {
      return;
    }
    JsonNode error = item.path("error");
    if (status == BAD_REQUEST && !OF_THE_INDEX.contains(error.path("type").asText())) {
      throw new DocumentRejectedException(
          "Elasticsearch rejects the document: " + describe(error) + ".");
    }
    throw new IOException("it rejects writes (%d): %s".formatted(status, describe(error)));
  }

  private static String describe(JsonNode error) {
    String reason = error.path("reason").asText();
    String cause = error.path("caused_by").path("reason").asText();
    return cause.isEmpty() ? reason : reason + ": " + cause;
  }
}
