package io.fanfare.ops.audit.search;

import io.fanfare.ops.audit.Wording;
import java.util.LinkedHashMap;
import java.util.Map;

/** How reports name the play counts in documents of tracks. */
final class PlaysWording implements Wording<PlayedTrack> {

  @Override
  public String rows() {
    return "play counts in search";
  }

  @Override
  public String describe(PlayedTrack row) {
    return "in search: track %d of %d, %,d plays"
        .formatted(row.trackId(), row.recipientId(), row.plays());
  }

  @Override
  public Map<String, Object> document(PlayedTrack row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("recipient_id", row.recipientId());
    fields.put("object_id", row.trackId());
    fields.put("playback_count", row.plays());
    return fields;
  }

  @Override
  public String causeOfExtra() {
    return "The document counts plays, and the log has none.";
  }

  @Override
  public String causeOfStale() {
    return "The document counts less than the log: the number from the stats job was lost;"
        + " `fanfare resync tracks` makes the job emit it again.";
  }
}
