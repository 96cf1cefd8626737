package io.fanfare.ops.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Compares two generations of the indices: the number of documents, random documents, and what some
 * of their names find first. Both follow the source, each in its own time. So a probe that was
 * equal once counts as equal, and one that changes in the first generation during a check is
 * skipped.
 */
final class IndexComparison {

  private static final int SAMPLED = 500;
  private static final int SEARCHED = 50;
  private static final int FIRST = 10;
  private static final Map<String, Object> FOUND = Map.of("term", Map.of("removed", false));

  private final Elasticsearch elasticsearch;
  private final String one;
  private final String other;
  private final List<Probe> probes = new ArrayList<>();

  /** Probes that were never equal. */
  private final List<Probe> left = new ArrayList<>();

  /** Probes that changed during a check. */
  private final Set<Probe> moving = new LinkedHashSet<>();

  /**
   * Something to compare.
   *
   * @param description what it is, for people
   * @param read reads it from a generation
   */
  private record Probe(DocumentKind kind, String description, Function<String, Object> read) {}

  IndexComparison(Elasticsearch elasticsearch, String one, String other) {
    this.elasticsearch = elasticsearch;
    this.one = one;
    this.other = other;
  }

  /** Draws documents of both generations, and compares for the first time. */
  void begin() {
    for (DocumentKind kind : DocumentKind.values()) {
      probes.add(
          new Probe(
              kind, "the number of " + Indices.alias(kind), generation -> count(kind, generation)));
      Set<Long> ids = new LinkedHashSet<>();
      Set<String> names = new LinkedHashSet<>();
      for (String generation : List.of(one, other)) {
        for (JsonNode hit : sample(kind, generation)) {
          ids.add(hit.at("/_source/id").asLong());
          String name = hit.path("_source").path(nameOf(kind)).asText();
          if (names.size() < SEARCHED && !name.isBlank()) {
            names.add(name);
          }
        }
      }
      ids.forEach(id -> probes.add(ofDocument(kind, id)));
      names.forEach(name -> probes.add(ofSearch(kind, name)));
    }
    probes.stream()
        .filter(probe -> !probe.read().apply(one).equals(probe.read().apply(other)))
        .forEach(left::add);
  }

  /** Compares again what was never equal. */
  void recheck() {
    left.removeIf(this::isSame);
  }

  private boolean isSame(Probe probe) {
    Object before = fresh(probe, one);
    Object there = fresh(probe, other);
    Object after = fresh(probe, one);
    if (there.equals(before) || there.equals(after)) {
      return true;
    }
    if (!before.equals(after)) {
      moving.add(probe);
    }
    return false;
  }

  private Object fresh(Probe probe, String generation) {
    elasticsearch.ask("POST", "/" + Indices.index(probe.kind(), generation) + "/_refresh", null);
    return probe.read().apply(generation);
  }

  /** Whether every probe was equal once. */
  boolean isOver() {
    return left.isEmpty();
  }

  /** What differed in every check. */
  List<String> differences() {
    return left.stream().filter(probe -> !moving.contains(probe)).map(Probe::description).toList();
  }

  /** The comparison, for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (DocumentKind kind : DocumentKind.values()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %,d in %s and %,d in %s",
              Indices.alias(kind),
              count(kind, one),
              one,
              count(kind, other),
              other));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "of %,d counts, documents and searches, %,d differ and %,d change too often to be"
                + " compared",
            probes.size(),
            differences().size(),
            left.size() - differences().size()));
    return lines;
  }

  private Probe ofDocument(DocumentKind kind, long id) {
    return new Probe(
        kind, Indices.alias(kind) + " " + id, generation -> document(kind, generation, id));
  }

  private Probe ofSearch(DocumentKind kind, String name) {
    return new Probe(
        kind,
        "%s found by '%s'".formatted(Indices.alias(kind), name),
        generation -> first(kind, generation, name));
  }

  private JsonNode sample(DocumentKind kind, String generation) {
    Map<String, Object> found = Map.of("bool", Map.of("filter", FOUND));
    Map<String, Object> query =
        Map.of("function_score", Map.of("query", found, "random_score", Map.of()));
    return search(kind, generation, Map.of("size", SAMPLED, "query", query));
  }

  private long count(DocumentKind kind, String generation) {
    return elasticsearch
        .ask("POST", "/" + Indices.index(kind, generation) + "/_count", Map.of("query", FOUND))
        .path("count")
        .asLong();
  }

  /** A document without its time of writing and its plays, which differ between generations. */
  private JsonNode document(DocumentKind kind, String generation, long id) {
    JsonNode source =
        elasticsearch
            .ask("GET", "/" + Indices.index(kind, generation) + "/_doc/" + id, null)
            .path("_source");
    // A tombstone equals a missing document: one index may have it without the other.
    if (source.isMissingNode() || source.path("removed").asBoolean()) {
      return MissingNode.getInstance();
    }
    ObjectNode compared = source.deepCopy();
    compared.remove(List.of("changed_at", "playback_count"));
    return compared;
  }

  private List<Long> first(DocumentKind kind, String generation, String name) {
    Map<String, Object> words =
        Map.of("match", Map.of(nameOf(kind), Map.of("query", name, "operator", "and")));
    List<Long> ids = new ArrayList<>();
    search(
            kind,
            generation,
            Map.of(
                "size",
                FIRST,
                "query",
                Map.of("bool", Map.of("filter", List.of(FOUND, words))),
                "sort",
                List.of(Map.of("popularity", "desc"), Map.of("id", "desc"))))
        .forEach(hit -> ids.add(hit.at("/_source/id").asLong()));
    return ids;
  }

  private JsonNode search(DocumentKind kind, String generation, Map<String, Object> query) {
    return elasticsearch
        .ask("POST", "/" + Indices.index(kind, generation) + "/_search", query)
        .at("/hits/hits");
  }

  private static String nameOf(DocumentKind kind) {
    return kind == DocumentKind.USER ? "username" : "title";
  }
}
