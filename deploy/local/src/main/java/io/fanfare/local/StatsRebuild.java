package io.fanfare.local;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Optional;

/**
 * The rebuild of cells of stats that a stack is to make beside the job that keeps them in step.
 * Commands change it, and the stack's supervisor follows.
 */
public final class StatsRebuild {

  private final JsonFile<Wanted> file;

  /**
   * What is rebuilt.
   *
   * @param from the first day, in UTC, as 2026-11-01; empty for all before
   * @param to the day behind the last one; empty for all behind
   * @param fromSavepoint whether it begins with what the job knows that keeps the cells in step,
   *     and not with the log
   */
  public record Wanted(String from, String to, boolean fromSavepoint) {}

  public StatsRebuild(StackHome home) {
    this.file = new JsonFile<>(home.data("stats-rebuild.json"), new TypeReference<>() {});
  }

  /** Empty if nobody wants one. */
  public Optional<Wanted> wanted() {
    return file.read();
  }

  public void want(Wanted wanted) {
    file.write(wanted);
  }

  /** Ends it, or forgets it when it is done. */
  public void forget() {
    file.remove();
  }
}
