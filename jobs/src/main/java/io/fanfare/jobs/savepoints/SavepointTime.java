package io.fanfare.jobs.savepoints;

import java.io.IOException;
import java.time.Instant;

/** When a savepoint was written. */
public final class SavepointTime {

  private SavepointTime() {}

  /**
   * When it was complete, by the clock of the file system.
   *
   * @param savepoint its directory, a URI
   * @throws IOException if there is no savepoint, or it cannot be read
   */
  public static Instant of(String savepoint) throws IOException {
    return SavepointFile.at(savepoint).stream()
        .map(SavepointFile::writtenAt)
        .findFirst()
        .orElseThrow(() -> new IOException("there is no complete savepoint at " + savepoint));
  }
}
