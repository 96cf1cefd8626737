package io.fanfare.ops.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** Writes the index templates, and creates the indices that are missing. */
public final class IndexSetup {

  private static final String TEMPLATES = "/elasticsearch/";

  private static final ObjectMapper JSON = new ObjectMapper();

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
      elasticsearch.ask(
          "PUT", "/_component_template/" + Indices.ANALYSIS, resource(Indices.ANALYSIS_FILE));
      for (DocumentKind kind : DocumentKind.values()) {
        String index = Indices.index(kind, Indices.FIRST_GENERATION);
        JsonNode template = resource(index + ".json");
        elasticsearch.ask("PUT", "/_index_template/" + index, template);
        String alias = Indices.alias(kind);
        if (elasticsearch.ask("GET", "/_alias/" + alias, null).isMissingNode()) {
          elasticsearch.ask(
              "PUT", "/" + index, Map.of("aliases", Map.of(alias, Indices.FOUND_ONLY)));
        }
        // An index of an earlier build with this mapping may lack fields. While one of another
        // mapping is served, there may be none.
        elasticsearch.ask(
            "PUT",
            "/" + index + "*/_mapping?allow_no_indices=true",
            template.at("/template/mappings"));
      }
    } catch (UnavailableException e) {
      throw new OperationException(
          "Elasticsearch's indices could not be created: " + e.getMessage(), e);
    }
  }

  private static JsonNode resource(String name) {
    try (InputStream in = IndexSetup.class.getResourceAsStream(TEMPLATES + name)) {
      return JSON.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
