package io.fanfare.ops.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares two generations of the indices: the number of documents, random documents, and what some
 * of their names find first. Both follow the source, each in its own time. So a probe that was
 * equal once counts as equal, and one that changes in the first generation during a check is
 * skipped.
 */
final class IndexComparison {

  private static final int SAMPLED = 500;
  private static final int SEARCHED = 50;

  private final Elasticsearch elasticsearch;
  private final String one;
  private final String other;
  private final Set<Probe> probes = new LinkedHashSet<>();

  /** Probes that were never equal. */
  private final Set<Probe> left = new LinkedHashSet<>();

  /** Probes that changed during a check. */
  private final Set<Probe> moving = new HashSet<>();

  IndexComparison(Elasticsearch elasticsearch, String one, String other) {
    this.elasticsearch = elasticsearch;
    this.one = one;
    this.other = other;
  }

  /** Draws documents of both generations, and compares for the first time. */
  void begin() {
    for (DocumentKind kind : DocumentKind.values()) {
      probes.add(new Probe.Count(kind));
      Set<String> names = new LinkedHashSet<>();
      for (String generation : List.of(one, other)) {
        for (JsonNode document : new Probing(elasticsearch, generation).sample(kind, SAMPLED)) {
          probes.add(new Probe.Document(kind, document.path("id").asLong()));
          String name = document.path(Probing.nameOf(kind)).asText();
          if (names.size() < SEARCHED && !name.isBlank()) {
            names.add(name);
          }
        }
      }
      names.forEach(name -> probes.add(new Probe.Search(kind, name)));
    }
    left.addAll(probes);
    Map<Probe, Object> there = read(other);
    Map<Probe, Object> here = read(one);
    left.removeIf(probe -> Objects.equals(there.get(probe), here.get(probe)));
  }

  /** Compares again what was never equal. */
  void recheck() {
    Map<Probe, Object> before = read(one);
    Map<Probe, Object> there = read(other);
    Map<Probe, Object> after = read(one);
    for (Probe probe : List.copyOf(left)) {
      Object compared = there.get(probe);
      if (Objects.equals(compared, before.get(probe))
          || Objects.equals(compared, after.get(probe))) {
        left.remove(probe);
      } else if (!Objects.equals(before.get(probe), after.get(probe))) {
        moving.add(probe);
      }
    }
  }

  private Map<Probe, Object> read(String generation) {
    return new Probing(elasticsearch, generation).read(left);
  }

  /** Whether every probe was equal once. */
  boolean isOver() {
    return left.isEmpty();
  }

  /** What differed in every check. */
  List<String> differences() {
    return left.stream().filter(probe -> !moving.contains(probe)).map(Probe::describe).toList();
  }

  /** The comparison, for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (DocumentKind kind : DocumentKind.values()) {
      Probe count = new Probe.Count(kind);
      lines.add(
          "%s: %s in %s and %s in %s"
              .formatted(
                  Indices.alias(kind), counted(one, count), one, counted(other, count), other));
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

  private String counted(String generation, Probe count) {
    Object documents = new Probing(elasticsearch, generation).read(List.of(count)).get(count);
    return String.format(Locale.ROOT, "%,d", (Long) documents);
  }
}
