package io.fanfare.jobs.savepoints;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Where the sources of a savepoint stand in their topics. */
public final class SavepointPositions {

  private SavepointPositions() {}

  /**
   * The next offset of each partition, by topic.
   *
   * @param savepoint its directory, a URI
   * @throws IOException if there is no savepoint, or it cannot be read
   */
  public static Map<String, Map<Integer, Long>> of(String savepoint) throws IOException {
    Map<String, Map<Integer, Long>> positions = new TreeMap<>();
    for (SavepointFile file : SavepointFile.at(savepoint)) {
      SavedOperators.of(file.metadata(), file.location())
          .forEach(operator -> positions.putAll(operator.positions()));
    }
    return positions;
  }
}
