package io.fanfare.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The result of one document in the answer to a bulk request. */
final class BulkItem {

  private static final int CONFLICT = 409;
  private static final int BAD_REQUEST = 400;

  private BulkItem() {}

  /**
   * Checks that the document, or a newer one, is durable.
   *
   * @throws DocumentRejectedException if the index will never accept it
   * @throws IOException if a later retry may succeed
   */
  static void check(JsonNode item) throws DocumentRejectedException, IOException {
    int status = item.path("status").asInt();
    if (status / 100 == 2 || status == CONFLICT) {
      return;
    }
    JsonNode error = item.path("error");
    // A closed index is a problem of the cluster, not of the document.
    if (status == BAD_REQUEST && !error.path("type").asText().equals("index_closed_exception")) {
      throw new DocumentRejectedException(
          "Elasticsearch rejects the document: " + describe(error) + ".");
    }
    throw new IOException(
        "Elasticsearch could not write a document (" + status + "): " + describe(error));
  }

  private static String describe(JsonNode error) {
    String reason = error.path("reason").asText();
    String cause = error.path("caused_by").path("reason").asText();
    return cause.isEmpty() ? reason : reason + ": " + cause;
  }
}
