package io.fanfare.connectors.cassandra;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The generations of the dashboards that are written. Every effect goes to each of them.
 *
 * @param written by their numbers; one of them is served
 */
public record StoredGenerations(Map<Integer, Generation> written) {

  /** How far a generation is. */
  public enum Stage {
    /** It has what came since it is written, and perhaps not all that was there before. */
    BUILDING,
    /** It has everything, and was not served yet. */
    FILLED,
    /** It is the one that is read. */
    SERVED,
    /** It was served before, and can be served again. */
    FORMER
  }

  /**
   * A generation that is written.
   *
   * @param rule number of the rule that decides what is stored in it; see {@link
   *     io.fanfare.schemas.dashboard.DashboardRule#STORING}
   */
  public record Generation(Stage stage, int rule) {}

  /** What holds until the first backfill: rows of earlier releases have the first rule. */
  public static final StoredGenerations FIRST =
      new StoredGenerations(Map.of(DashboardTables.FIRST, new Generation(Stage.SERVED, 1)));

  /**
   * @throws IllegalArgumentException unless exactly one is served
   */
  public StoredGenerations {
    written = new TreeMap<>(written);
    long served =
        written.values().stream().filter(generation -> generation.stage() == Stage.SERVED).count();
    if (served != 1) {
      throw new IllegalArgumentException(
          "fanfare.dashboard_generations has %d served generations instead of one: %s."
              .formatted(served, written));
    }
  }

  /** The number of the generation that is read. */
  public int served() {
    return written.entrySet().stream()
        .filter(entry -> entry.getValue().stage() == Stage.SERVED)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The numbers of all. */
  public Set<Integer> numbers() {
    return written.keySet();
  }

  /** The generation that is not served; empty if it is not written. */
  public Optional<Generation> other() {
    return Optional.ofNullable(written.get(DashboardTables.other(served())));
  }
}
