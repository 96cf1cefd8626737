package io.fanfare.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.search.Elasticsearch;
import java.util.HashMap;
import java.util.Map;

/** Documents of the served indices, past the API. */
record Indexed(Elasticsearch elasticsearch) {

  /** The fields of a document that searches find; a missing node if they find none. */
  JsonNode get(String alias, long id) {
    elasticsearch.ask("POST", "/" + alias + "/_refresh", null);
    return elasticsearch
        .ask(
            "POST",
            "/" + alias + "/_search",
            Map.of("query", Map.of("ids", Map.of("values", new long[] {id}))))
        .at("/hits/hits/0/_source");
  }

  /** Changes fields of a document, as of the same version. */
  void change(String alias, long id, Map<String, Object> fields) {
    Map<String, Object> changed = new HashMap<>();
    get(alias, id)
        .fields()
        .forEachRemaining(field -> changed.put(field.getKey(), field.getValue()));
    changed.putAll(fields);
    put(alias, id, changed);
  }

  /** Puts a document in place of what is there, as of the same version. */
  void put(String alias, long id, Map<String, Object> fields) {
    String index = elasticsearch.ask("GET", "/_alias/" + alias, null).fieldNames().next();
    long version =
        elasticsearch.ask("GET", "/" + index + "/_doc/" + id, null).path("_version").asLong(1);
    elasticsearch.ask(
        "PUT",
        "/" + index + "/_doc/" + id + "?version_type=external_gte&version=" + version,
        fields);
  }
}
