package io.fanfare.ops.exporter;

import io.fanfare.schemas.progress.Passed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The markers that are under way. A view has passed one when all parts are reported. How many parts
 * a lane has is known once all of its view were reported.
 *
 * <p>What has passed a marker has passed all before it, also those that a restart lost.
 */
final class Passages {

  /** More than an outage of an hour leaves; beyond that, only the oldest one matters. */
  private static final int MOST = 1_000;

  private final Deque<Passage> underWay = new ArrayDeque<>();

  /** The parts of each lane, for each number of parts of its view. */
  private final Map<Integer, Map<ViewPath, Integer>> parts = new HashMap<>();

  /** When a way was reported to have passed a marker: this many ns after the marker began. */
  record Durable(ViewPath path, long nanos) {}

  /** One marker; `seen` has the parts of each way and number of parts. */
  private record Passage(
      String id, long begun, Map<ViewPath, Map<Integer, Set<String>>> seen, Set<ViewPath> done) {}

  /**
   * @param now ns of this process, before the marker is appended
   */
  void begin(String id, long now) {
    if (underWay.size() >= MOST) {
      Passage oldest = underWay.removeFirst();
      underWay.removeFirst();
      underWay.addFirst(oldest);
    }
    underWay.addLast(new Passage(id, now, new HashMap<>(), new HashSet<>()));
  }

  /** Notes a report, and returns the ways that it completes. */
  List<Durable> note(Passed passed, long now) {
    Optional<Passage> known =
        underWay.stream().filter(passage -> passage.id().equals(passed.getMarkerId())).findFirst();
    if (known.isEmpty() || passed.getParts() <= 0) {
      return List.of();
    }
    Passage passage = known.get();
    ViewPath whole = ViewPath.whole(passed.getView());
    int all = passed.getParts();
    int reported = add(passage, whole, passed);
    ViewPath.ofPart(passed.getView(), passed.getPart())
        .ifPresent(lane -> add(passage, lane, passed));
    if (reported >= all) {
      learn(passage, passed.getView(), all);
    }
    return complete(passage, passed.getView(), all, now);
  }

  private static int add(Passage passage, ViewPath path, Passed passed) {
    Set<String> seen =
        passage
            .seen()
            .computeIfAbsent(path, of -> new HashMap<>())
            .computeIfAbsent(passed.getParts(), of -> new HashSet<>());
    seen.add(passed.getPart());
    return seen.size();
  }

  private void learn(Passage passage, String view, int all) {
    Map<ViewPath, Integer> sizes = parts.computeIfAbsent(all, of -> new HashMap<>());
    passage
        .seen()
        .forEach(
            (path, seen) -> {
              if (path.view().equals(view)) {
                sizes.put(path, seen.getOrDefault(all, Set.of()).size());
              }
            });
  }

  private List<Durable> complete(Passage passage, String view, int all, long now) {
    List<Durable> complete = new ArrayList<>();
    Map<ViewPath, Integer> sizes = parts.getOrDefault(all, Map.of());
    passage
        .seen()
        .forEach(
            (path, seen) -> {
              int expected = sizes.getOrDefault(path, Integer.MAX_VALUE);
              if (path.view().equals(view)
                  && seen.getOrDefault(all, Set.of()).size() >= expected
                  && passage.done().add(path)) {
                complete.add(new Durable(path, now - passage.begun()));
              }
            });
    complete.forEach(durable -> passed(passage, durable.path()));
    return complete;
  }

  /** Marks what is before a passage as passed, too. */
  private void passed(Passage last, ViewPath path) {
    for (Passage passage : underWay) {
      passage.done().add(path);
      if (passage == last) {
        return;
      }
    }
  }

  /** Forgets the markers that all of these ways have passed. */
  void forget(Set<ViewPath> paths) {
    underWay.removeIf(passage -> passage.done().containsAll(paths));
  }

  /** How long, in ns, the oldest marker is under way that this way has not passed; 0 if none. */
  long pendingNanos(ViewPath path, long now) {
    return underWay.stream()
        .filter(passage -> !passage.done().contains(path))
        .findFirst()
        .map(passage -> now - passage.begun())
        .orElse(0L);
  }
}
