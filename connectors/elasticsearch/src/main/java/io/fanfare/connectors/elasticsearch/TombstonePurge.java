package io.fanfare.connectors.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.io.IOException;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/**
 * Removes old tombstones of removed documents. A tombstone must stay while an older write of its
 * document can still arrive, because the index forgets the version with the tombstone.
 */
public final class TombstonePurge {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ContentType LINES = ContentType.create("application/x-ndjson");
  private static final int BATCH = 1_000;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final RestClient client;
  private final String generation;

  /**
   * @param generation the generation of the indices to purge
   */
  public TombstonePurge(RestClient client, String generation) {
    this.client = client;
    this.generation = generation;
  }

  /**
   * Removes the tombstones from before a time, except those that are replaced meanwhile.
   *
   * @param before µs since the epoch, by the log's clock
   * @return the number of tombstones that were found
   * @throws IOException if Elasticsearch does not answer, or does not remove them
   */
  public long run(long before) throws IOException {
    long purged = 0;
    for (DocumentKind kind : DocumentKind.values()) {
      String index = Indices.index(kind, generation);
      JsonNode tombstones = find(index, before);
      while (!tombstones.isEmpty()) {
        remove(index, tombstones);
        purged += tombstones.size();
        tombstones = tombstones.size() < BATCH ? JSON.createArrayNode() : find(index, before);
      }
    }
    return purged;
  }

  private JsonNode find(String index, long before) throws IOException {
    ObjectNode query = JSON.createObjectNode();
    query.put("size", BATCH).put("version", true).put("_source", false);
    var filters = query.putObject("query").putObject("bool").putArray("filter");
    filters.addObject().putObject("term").put("removed", true);
    filters.addObject().putObject("range").putObject("changed_at").put("lt", before);
    Request request = new Request("POST", "/" + index + "/_search");
    request.setJsonEntity(query.toString());
    return answer(request).at("/hits/hits");
  }

  private void remove(String index, JsonNode tombstones) throws IOException {
    StringBuilder body = new StringBuilder();
    for (JsonNode tombstone : tombstones) {
      ObjectNode action = JSON.createObjectNode();
      action
          .putObject("delete")
          .put("_index", index)
          .put("_id", tombstone.path("_id").asText())
          .put("version", tombstone.path("_version").asLong())
          .put("version_type", "external_gte");
      body.append(action).append('\n');
    }
    Request request = new Request("POST", "/_bulk");
    // The next search must not find them again.
    request.addParameter("refresh", "true");
    request.setEntity(new ByteArrayEntity(body.toString().getBytes(UTF_8), LINES));
    for (JsonNode item : answer(request).path("items")) {
      int status = item.at("/delete/status").asInt();
      if (status / 100 != 2 && status != NOT_FOUND && status != CONFLICT) {
        throw new IOException(
            "Elasticsearch could not remove a tombstone (" + status + "): " + item);
      }
    }
  }

  private JsonNode answer(Request request) throws IOException {
    return JSON.readTree(client.performRequest(request).getEntity().getContent());
  }
}
