package io.fanfare.ops.deadletters;

import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.models.StrayEntry;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that is too old to be sent again. Cassandra forgets tombstones, so an old delivery could
 * bring back an entry that was withdrawn since. Instead, the actor's key resolves each entry.
 */
final class OldChunk {

  private static final Set<String> LANES =
      Set.of(Topics.DASHBOARD_INTERACTIVE, Topics.DASHBOARD_BATCH);

  private OldChunk() {}

  static boolean is(Listed letter, Instant now) {
    return LANES.contains(letter.record().getTopic())
        && letter.putAside().isBefore(now.minus(Topics.OLDEST_SAVEPOINT));
  }

  /** Appends a stray for each entry; returns false if the chunk cannot be read. */
  static boolean resolve(byte @Nullable [] value, ModelsAppender models) {
    try {
      FanOutChunk chunk = AvroCodec.of(FanOutChunk.class).decode(value);
      for (Activity activity : chunk.getActivities()) {
        for (long recipient : chunk.getRecipients()) {
          models.stray(new StrayEntry(recipient, activity));
        }
      }
      return true;
    } catch (UndecodableException e) {
      return false;
    }
  }
}
