package io.fanfare.local.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.local.Ports;
import io.fanfare.local.StackException;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/** Puts the index templates, and makes the indices that are missing. */
public final class IndexSetup {

  private static final String TEMPLATES = "/elasticsearch/";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Rest elasticsearch;

  public IndexSetup(Ports ports) {
    this.elasticsearch = new Rest("Elasticsearch", ports.elasticsearch());
  }

  public void run() throws InterruptedException {
    try {
      elasticsearch.put(
          "/_component_template/" + Indices.ANALYSIS, resource(Indices.ANALYSIS_FILE));
      for (DocumentKind kind : DocumentKind.values()) {
        String index = Indices.index(kind, Indices.FIRST_GENERATION);
        byte[] template = resource(index + ".json");
        elasticsearch.put("/_index_template/" + index, template);
        if (isMissing("/_alias/" + Indices.alias(kind))) {
          make(kind, index);
        }
        // An index of an earlier release may lack fields.
        elasticsearch.put(
            "/" + Indices.alias(kind) + "-v*/_mapping",
            JSON.writeValueAsBytes(JSON.readTree(template).at("/template/mappings")));
      }
    } catch (IOException e) {
      throw new StackException("Elasticsearch's indices could not be made: " + e.getMessage(), e);
    }
  }

  private void make(DocumentKind kind, String index) throws IOException, InterruptedException {
    elasticsearch.put(
        "/" + index, Map.of("aliases", Map.of(Indices.alias(kind), Indices.FOUND_ONLY)));
  }

  private boolean isMissing(String path) throws IOException, InterruptedException {
    try {
      elasticsearch.get(path);
      return false;
    } catch (RestException e) {
      if (e.isNotFound()) {
        return true;
      }
      throw e;
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = IndexSetup.class.getResourceAsStream(TEMPLATES + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
