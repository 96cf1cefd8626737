package io.fanfare.rebuild.dashboards;

import io.fanfare.jobs.savepoints.SavepointPositions;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.Version;
import java.io.IOException;
import java.util.Map;

/**
 * The version of a savepoint of the fan-out job: that of the last record of `models` whose effects
 * its state has. Entries are written with it, so they lose against every later change, and win over
 * what the state has overtaken.
 */
final class SavepointVersion {

  private SavepointVersion() {}

  /**
   * @param savepoint its directory, a URI
   * @throws IOException if the savepoint cannot be read
   * @throws IllegalStateException if its job has read nothing of `models`
   */
  static long of(String savepoint) throws IOException {
    Map<String, Map<Integer, Long>> positions = SavepointPositions.of(savepoint);
    Long next = positions.getOrDefault(Topics.MODELS, Map.of()).get(0);
    if (next == null || next <= 0) {
      throw new IllegalStateException(
          "%s is no savepoint of a fan-out job that has read %s: it has the positions %s."
              .formatted(savepoint, Topics.MODELS, positions));
    }
    return Version.of(next - 1);
  }
}
