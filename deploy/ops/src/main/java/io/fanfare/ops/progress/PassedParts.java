package io.fanfare.ops.progress;

import io.fanfare.schemas.progress.Passed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parts of one view that have reported a marker. */
final class PassedParts {

  private final String view;

  /** Parts by their number: a job with another parallelism divides its view into others. */
  private final Map<Integer, Set<String>> seen = new HashMap<>();

  PassedParts(String view) {
    this.view = view;
  }

  void add(Passed passed) {
    // A view has a part at least: no job reports fewer, and none must be proof enough.
    if (passed.getParts() > 0) {
      seen.computeIfAbsent(passed.getParts(), parts -> new HashSet<>()).add(passed.getPart());
    }
  }

  /** Whether every effect of what stands before the marker is durable. */
  boolean isComplete() {
    return seen.entrySet().stream().anyMatch(of -> of.getValue().size() >= of.getKey());
  }

  /** How many parts are missing, for a person. */
  String describe() {
    if (seen.isEmpty()) {
      return view + " has reported nothing";
    }
    return seen.entrySet().stream()
        .map(
            of ->
                "%s has not reported %d of %d parts (reported: %s)"
                    .formatted(
                        view, of.getKey() - of.getValue().size(), of.getKey(), ways(of.getValue())))
        .collect(Collectors.joining(", "));
  }

  /** How many parts each topic or operator has reported: its name begins a part's name. */
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
