package io.fanfare.jobs.savepoints;

import io.fanfare.schemas.Topics;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * How old a savepoint is that a rebuild writes from. Stores forget after a while what was removed,
 * and a row of an old savepoint that is written after that would return for good.
 *
 * @param savepoint its directory, a URI
 * @param writtenAt when it was complete, by the clock of its file system
 */
public record SavepointAge(String savepoint, Instant writtenAt) implements Serializable {

  /**
   * Reads the age of a savepoint.
   *
   * @param savepoint its directory, a URI
   * @throws IOException if there is no savepoint, or it cannot be read
   */
  public static SavepointAge of(String savepoint) throws IOException {
    return SavepointFile.at(savepoint).stream()
        .map(file -> new SavepointAge(savepoint, file.writtenAt()))
        .findFirst()
        .orElseThrow(() -> new IOException("there is no complete savepoint at " + savepoint));
  }

  /**
   * Checks that what was removed since is still remembered.
   *
   * @throws SuppressRestartsException if not: another try would fail as well
   */
  public void requireYoung() {
    if (Instant.now().isAfter(writtenAt.plus(Topics.OLDEST_SAVEPOINT))) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              ("The savepoint %s is older than %d days, so rows that were removed since might"
                      + " return: start the rebuild again, with a new savepoint.")
                  .formatted(savepoint, Topics.OLDEST_SAVEPOINT.toDays())));
    }
  }
}
