package io.fanfare.connectors.cassandra;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The generations of the dashboards that are in use.
 *
 * @param used by their numbers; one of them is served
 */
public record StoredGenerations(Map<Integer, Generation> used) {

  /** How far a generation is. */
  public enum Stage {
    /** Its tables are being emptied, and it is not written yet. */
    EMPTYING,
    /** It has what came since it is written, and perhaps not all that was there before. */
    BUILDING,
    /** It has everything, and was not served yet. */
    FILLED,
    /** It is the one that is read. */
    SERVED,
    /** It was served before, and can be served again. */
    FORMER,
    /** It is not written any more, and its tables are about to be emptied. */
    ENDING
  }

  /**
   * A generation that is in use.
   *
   * @param rule number of the rule that decides what is stored in it; see {@link
   *     io.fanfare.schemas.dashboard.DashboardRule#STORING}
   */
  public record Generation(Stage stage, int rule) {}

  private static final Set<Stage> WRITTEN =
      Set.of(Stage.BUILDING, Stage.FILLED, Stage.SERVED, Stage.FORMER);

  /** What holds until the first backfill: rows of earlier releases have the first rule. */
  public static final StoredGenerations FIRST =
      new StoredGenerations(Map.of(DashboardTables.FIRST, new Generation(Stage.SERVED, 1)));

  /**
   * @throws IllegalArgumentException unless exactly one is served
   */
  public StoredGenerations {
    used = new TreeMap<>(used);
    long served =
        used.values().stream().filter(generation -> generation.stage() == Stage.SERVED).count();
    if (served != 1) {
      throw new IllegalArgumentException(
          "fanfare.dashboard_generations has %d served generations instead of one: %s."
              .formatted(served, used));
    }
  }

  /** The number of the generation that is read. */
  public int served() {
    return used.entrySet().stream()
        .filter(entry -> entry.getValue().stage() == Stage.SERVED)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The numbers of those that every effect is written to. */
  public Set<Integer> written() {
    return used.entrySet().stream()
        .filter(entry -> WRITTEN.contains(entry.getValue().stage()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The generation that is not served; empty if it is not in use. */
  public Optional<Generation> other() {
    return Optional.ofNullable(used.get(DashboardTables.other(served())));
  }
}
