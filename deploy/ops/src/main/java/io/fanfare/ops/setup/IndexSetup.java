package io.fanfare.ops.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.connectors.elasticsearch.IndexMapping;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The index templates, and the indices of the first generation with their aliases. Templates are
 * written each time: Elasticsearch keeps them in another form than it gets them.
 */
public final class IndexSetup implements SetupPart {

  private static final String COMPONENT = "/_component_template/" + Indices.ANALYSIS;

  private final ElasticsearchAccess access;

  public IndexSetup(ElasticsearchAccess access) {
    this.access = access;
  }

  /** What one kind of document needs. */
  private record Index(DocumentKind kind) {

    String name() {
      return Indices.index(kind, Indices.FIRST_GENERATION);
    }

    String template() {
      return "/_index_template/" + name();
    }

    String alias() {
      return Indices.alias(kind);
    }

    JsonNode mappings() {
      return IndexMapping.template(kind).at("/template/mappings");
    }

    Map<String, Object> creation() {
      return Map.of("aliases", Map.of(alias(), Indices.FOUND_ONLY));
    }
  }

  private static List<Index> indices() {
    return List.of(DocumentKind.values()).stream().map(Index::new).toList();
  }

  @Override
  public String name() {
    return "indices on " + access;
  }

  /** The requests that make them, by method and path. */
  @Override
  public Map<String, Object> declaration() {
    Map<String, Object> requests = new LinkedHashMap<>();
    requests.put("PUT " + COMPONENT, IndexMapping.analysis());
    for (Index index : indices()) {
      requests.put("PUT " + index.template(), IndexMapping.template(index.kind()));
      requests.put("PUT /" + index.name(), index.creation());
    }
    return requests;
  }

  @Override
  public List<Difference> differences() {
    return ask(IndexSetup::differences);
  }

  @Override
  public List<Difference> apply() {
    return ask(
        elasticsearch -> {
          List<Difference> differences = differences(elasticsearch);
          elasticsearch.ask("PUT", COMPONENT, IndexMapping.analysis());
          for (Index index : indices()) {
            elasticsearch.ask("PUT", index.template(), IndexMapping.template(index.kind()));
            if (isMissing(elasticsearch, index)) {
              elasticsearch.ask("PUT", "/" + index.name(), index.creation());
            }
            for (String outdated : outdated(elasticsearch, index)) {
              elasticsearch.ask("PUT", "/" + outdated + "/_mapping", index.mappings());
            }
          }
          return differences;
        });
  }

  private interface Request {
    List<Difference> ask(Elasticsearch elasticsearch);
  }

  private List<Difference> ask(Request request) {
    try (Elasticsearch elasticsearch = new Elasticsearch(access)) {
      return request.ask(elasticsearch);
    } catch (UnavailableException e) {
      throw new OperationException(
          "The indices on %s could not be set up: %s".formatted(access, e.getMessage()), e);
    }
  }

  private static List<Difference> differences(Elasticsearch elasticsearch) {
    List<Difference> differences = new ArrayList<>();
    if (elasticsearch.ask("GET", COMPONENT, null).isMissingNode()) {
      differences.add(Difference.missing("component template " + Indices.ANALYSIS));
    }
    for (Index index : indices()) {
      if (elasticsearch.ask("GET", index.template(), null).isMissingNode()) {
        differences.add(Difference.missing("index template " + index.name()));
      }
      if (isMissing(elasticsearch, index)) {
        differences.add(Difference.missing("index of the alias " + index.alias()));
      }
      for (String outdated : outdated(elasticsearch, index)) {
        differences.add(Difference.changed("index " + outdated, "lacks fields of its mapping"));
      }
    }
    return differences;
  }

  private static boolean isMissing(Elasticsearch elasticsearch, Index index) {
    return elasticsearch.ask("GET", "/_alias/" + index.alias(), null).isMissingNode();
  }

  /**
   * Indices of earlier builds with this mapping that lack fields. One that lacks none is not
   * touched, so that a read-only index does not keep the rest from being set up. While indices of
   * another mapping are served, there may be none.
   */
  private static List<String> outdated(Elasticsearch elasticsearch, Index index) {
    List<String> outdated = new ArrayList<>();
    elasticsearch
        .ask("GET", "/" + index.name() + "*/_mapping?allow_no_indices=true", null)
        .properties()
        .forEach(
            found -> {
              if (!IndexMapping.isCurrent(index.kind(), found.getValue().path("mappings"))) {
                outdated.add(found.getKey());
              }
            });
    return outdated;
  }
}
