package io.fanfare.ops.progress;

import io.fanfare.schemas.progress.Passed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one view has said of a marker. */
final class PassedParts {

  private final String view;

  /** Parts by how many there are: a job with another parallelism divides the view otherwise. */
  private final Map<Integer, Set<String>> seen = new HashMap<>();

  PassedParts(String view) {
    this.view = view;
  }

  void add(Passed passed) {
    seen.computeIfAbsent(passed.getParts(), parts -> new HashSet<>()).add(passed.getPart());
  }

  /** Whether every effect of what stands before the marker is durable. */
  boolean complete() {
    return seen.entrySet().stream().anyMatch(of -> of.getValue().size() >= of.getKey());
  }

  /** What is there, and what is not, for a person to read. */
  String said() {
    if (seen.isEmpty()) {
      return view + " has said nothing";
    }
    return seen.entrySet().stream()
        .map(
            of ->
                "%s is %d of %d parts behind it (%s)"
                    .formatted(
                        view, of.getKey() - of.getValue().size(), of.getKey(), ways(of.getValue())))
        .collect(Collectors.joining(", "));
  }

  /** How many parts have come by each topic or operator, whose name they begin with. */
  private static String ways(Set<String> parts) {
    Map<String, Long> ways =
        parts.stream()
            .collect(
                Collectors.groupingBy(
                    part -> part.split("[/ ]", 2)[0], TreeMap::new, Collectors.counting()));
    return ways.entrySet().stream()
        .map(way -> "%d by %s".formatted(way.getValue(), way.getKey()))
        .collect(Collectors.joining(", "));
  }
}
