package io.fanfare.ops.audit.search;

import io.fanfare.ops.audit.AuditedRow;
import java.util.Comparator;

/**
 * The play count in the document of a track.
 *
 * @param recipientId the owner of the track
 */
record PlayedTrack(long recipientId, long trackId, long plays) implements AuditedRow<PlayedTrack> {

  private static final Comparator<PlayedTrack> ORDER =
      Comparator.comparingLong(PlayedTrack::recipientId)
          .thenComparingLong(PlayedTrack::trackId)
          .thenComparingLong(PlayedTrack::plays);

  @Override
  public PlayedTrack stem() {
    return new PlayedTrack(recipientId, trackId, 0);
  }

  @Override
  public int compareTo(PlayedTrack other) {
    return ORDER.compare(this, other);
  }
}
