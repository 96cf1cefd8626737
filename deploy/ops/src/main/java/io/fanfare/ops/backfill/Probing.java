package io.fanfare.ops.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Reads probes of one generation of the search indices, many with each request. */
final class Probing {

  /** Probes of one request: a document may be large. */
  private static final int CHUNK = 100;

  private static final int FIRST = 10;
  private static final Map<String, Object> FOUND = Map.of("term", Map.of("removed", false));

  private final Elasticsearch elasticsearch;
  private final String generation;

  Probing(Elasticsearch elasticsearch, String generation) {
    this.elasticsearch = elasticsearch;
    this.generation = generation;
  }

  /**
   * What the generation holds now. Values of two generations can be compared with `equals`.
   *
   * @throws UnavailableException if Elasticsearch does not answer about each
   */
  Map<Probe, Object> read(Collection<Probe> probes) {
    for (DocumentKind kind : DocumentKind.values()) {
      elasticsearch.ask("POST", "/" + index(kind) + "/_refresh", null);
    }
    List<Probe> documents = new ArrayList<>();
    List<Probe> searches = new ArrayList<>();
    for (Probe probe : probes) {
      (probe instanceof Probe.Document ? documents : searches).add(probe);
    }
    Map<Probe, Object> values = new HashMap<>();
    for (List<Probe> chunk : chunks(documents)) {
      add(chunk, documents(chunk), Probing::document, values);
    }
    for (List<Probe> chunk : chunks(searches)) {
      add(chunk, searches(chunk), Probing::found, values);
    }
    return values;
  }

  /** Ids and names of documents that can be found, drawn at random. */
  List<JsonNode> sample(DocumentKind kind, int size) {
    Map<String, Object> found = Map.of("bool", Map.of("filter", FOUND));
    // A filter has the score 0, which would make the product of both 0 for all.
    Map<String, Object> random =
        Map.of("query", found, "random_score", Map.of(), "boost_mode", "replace");
    Map<String, Object> query = Map.of("function_score", random);
    List<JsonNode> sample = new ArrayList<>();
    elasticsearch
        .ask(
            "POST",
            "/" + index(kind) + "/_search",
            Map.of("size", size, "query", query, "_source", List.of("id", nameOf(kind))))
        .at("/hits/hits")
        .forEach(hit -> sample.add(hit.path("_source")));
    return sample;
  }

  static String nameOf(DocumentKind kind) {
    return kind == DocumentKind.USER ? "username" : "title";
  }

  private String index(DocumentKind kind) {
    return Indices.index(kind, generation);
  }

  private static List<List<Probe>> chunks(List<Probe> probes) {
    List<List<Probe>> chunks = new ArrayList<>();
    for (int from = 0; from < probes.size(); from += CHUNK) {
      chunks.add(probes.subList(from, Math.min(from + CHUNK, probes.size())));
    }
    return chunks;
  }

  private static void add(
      List<Probe> chunk,
      JsonNode answers,
      BiFunction<Probe, JsonNode, Object> value,
      Map<Probe, Object> values) {
    for (int i = 0; i < chunk.size(); i++) {
      JsonNode answer = answers.path(i);
      if (answer.isMissingNode() || answer.has("error")) {
        throw new UnavailableException(
            "Elasticsearch does not report %s: %s".formatted(chunk.get(i).describe(), answer),
            null);
      }
      values.put(chunk.get(i), value.apply(chunk.get(i), answer));
    }
  }

  private JsonNode documents(List<Probe> probes) {
    List<Map<String, Object>> wanted = new ArrayList<>();
    for (Probe probe : probes) {
      wanted.add(Map.of("_index", index(probe.kind()), "_id", ((Probe.Document) probe).id()));
    }
    return elasticsearch.ask("POST", "/_mget", Map.of("docs", wanted)).path("docs");
  }

  /** A document without its time of writing and its plays, which differ between generations. */
  private static Object document(Probe probe, JsonNode answer) {
    JsonNode source = answer.path("_source");
    // A tombstone equals a missing document: one index may have it without the other.
    if (source.isMissingNode() || source.path("removed").asBoolean()) {
      return MissingNode.getInstance();
    }
    ObjectNode compared = source.deepCopy();
    compared.remove(List.of("changed_at", "playback_count"));
    return compared;
  }

  private JsonNode searches(List<Probe> probes) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Probe probe : probes) {
      lines.add(Map.of("index", index(probe.kind()), "allow_partial_search_results", false));
      lines.add(probe instanceof Probe.Search search ? first(search) : count());
    }
    return elasticsearch.ask("POST", "/_msearch", Elasticsearch.lines(lines)).path("responses");
  }

  private static Map<String, Object> count() {
    return Map.of("size", 0, "track_total_hits", true, "query", FOUND);
  }

  private static Map<String, Object> first(Probe.Search search) {
    Map<String, Object> words =
        Map.of(
            "match",
            Map.of(nameOf(search.kind()), Map.of("query", search.name(), "operator", "and")));
    return Map.of(
        "size",
        FIRST,
        "query",
        Map.of("bool", Map.of("filter", List.of(FOUND, words))),
        "sort",
        List.of(Map.of("popularity", "desc"), Map.of("id", "desc")),
        "_source",
        false);
  }

  private static Object found(Probe probe, JsonNode answer) {
    if (probe instanceof Probe.Count) {
      return answer.at("/hits/total/value").asLong();
    }
    List<String> ids = new ArrayList<>();
    answer.at("/hits/hits").forEach(hit -> ids.add(hit.path("_id").asText()));
    return ids;
  }
}
