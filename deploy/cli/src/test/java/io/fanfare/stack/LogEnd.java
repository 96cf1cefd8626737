package io.fanfare.stack;

import io.fanfare.ops.progress.Heartbeats;
import io.fanfare.schemas.Version;

/** Where `models` ends now. */
final class LogEnd {

  private LogEnd() {}

  /** The version of the last record: as new as any write, and older than every later change. */
  static long version() {
    try (Heartbeats log = new Heartbeats(SharedStack.get().addresses().kafka())) {
      return Version.of(log.endOfModels() - 1);
    }
  }
}
