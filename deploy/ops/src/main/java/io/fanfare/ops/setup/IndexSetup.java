package io.fanfare.ops.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.connectors.elasticsearch.IndexMapping;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.util.Map;

/** Writes the index templates, and creates the indices that are missing. */
public final class IndexSetup {

  private final ElasticsearchAccess access;

  public IndexSetup(ElasticsearchAccess access) {
    this.access = access;
  }

  /**
   * Creates them.
   *
   * @throws OperationException if Elasticsearch rejects a request, or does not answer
   */
  public void run() {
    try (Elasticsearch elasticsearch = new Elasticsearch(access)) {
      elasticsearch.ask("PUT", "/_component_template/" + Indices.ANALYSIS, IndexMapping.analysis());
      for (DocumentKind kind : DocumentKind.values()) {
        String index = Indices.index(kind, Indices.FIRST_GENERATION);
        JsonNode template = IndexMapping.template(kind);
        elasticsearch.ask("PUT", "/_index_template/" + index, template);
        String alias = Indices.alias(kind);
        if (elasticsearch.ask("GET", "/_alias/" + alias, null).isMissingNode()) {
          elasticsearch.ask(
              "PUT", "/" + index, Map.of("aliases", Map.of(alias, Indices.FOUND_ONLY)));
        }
        addMissingFields(elasticsearch, kind, index + "*");
      }
    } catch (UnavailableException e) {
      throw new OperationException(
          "Elasticsearch's indices could not be created: " + e.getMessage(), e);
    }
  }

  /**
   * An index of an earlier build with this mapping may lack fields. One that lacks none is not
   * touched, so that a read-only index does not keep the rest from being set up.
   */
  private static void addMissingFields(
      Elasticsearch elasticsearch, DocumentKind kind, String indices) {
    // While indices of another mapping are served, there may be none.
    JsonNode found =
        elasticsearch.ask("GET", "/" + indices + "/_mapping?allow_no_indices=true", null);
    for (var index : found.properties()) {
      if (!IndexMapping.isCurrent(kind, index.getValue().path("mappings"))) {
        elasticsearch.ask(
            "PUT",
            "/" + index.getKey() + "/_mapping",
            IndexMapping.template(kind).at("/template/mappings"));
      }
    }
  }
}
