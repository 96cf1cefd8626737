package io.fanfare.stack;

import io.fanfare.ops.progress.Heartbeats;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.settings.KafkaAccess;

/** Where `models` ends now. */
final class LogEnd {

  private LogEnd() {}

  /** The version of the last record: as new as any write, and older than every later change. */
  static long version() {
    return version(SharedStack.get().addresses().kafka());
  }

  static long version(KafkaAccess kafka) {
    try (Heartbeats log = new Heartbeats(kafka)) {
      return Version.of(log.endOfModels() - 1);
    }
  }
}
