package io.fanfare.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** What the answer to a request says of one of its documents. */
final class BulkItem {

  private static final int CONFLICT = 409;
  private static final int BAD_REQUEST = 400;

  private BulkItem() {}

  /**
   * Checks that the document, or a newer one, is durable.
   *
   * @throws DocumentRejectedException if the index will never take it
   * @throws IOException if Elasticsearch could not do it now
   */
  static void check(JsonNode item) throws DocumentRejectedException, IOException {
    int status = item.path("status").asInt();
    if (status / 100 == 2 || status == CONFLICT) {
      return;
    }
    JsonNode error = item.path("error");
    // A closed index is the cluster's failing, not the document's.
    if (status == BAD_REQUEST && !error.path("type").asText().equals("index_closed_exception")) {
      throw new DocumentRejectedException(
          "Elasticsearch rejects the document: " + said(error) + ".");
    }
    throw new IOException("a document could not be written (" + status + "): " + said(error));
  }

  private static String said(JsonNode error) {
    String reason = error.path("reason").asText();
    String cause = error.path("caused_by").path("reason").asText();
    return cause.isEmpty() ? reason : reason + ": " + cause;
  }
}
