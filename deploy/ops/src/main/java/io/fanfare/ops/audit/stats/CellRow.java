package io.fanfare.ops.audit.stats;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.ops.audit.AuditedRow;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A cell of stats whose total is not 0.
 *
 * @param recipientId the followed user, or the owner of the track
 * @param subject whether it is stored for the track, or among the cells of its owner
 * @param trackId 0 if a user is counted
 * @param bucket when the bucket begins, in s since the epoch
 * @param counts its counts; a cell of rows has a total only
 */
public record CellRow(
    long recipientId,
    StatsSubject subject,
    long trackId,
    StatKind kind,
    Granularity granularity,
    long bucket,
    Counts counts)
    implements AuditedRow<CellRow> {

  /** As they are stored: the cells of a track together, those of an owner together by bucket. */
  private static final Comparator<CellRow> ORDER =
      Comparator.comparingLong(CellRow::recipientId)
          .thenComparing(CellRow::subject)
          .thenComparingLong(row -> row.subject == StatsSubject.TRACK ? row.trackId : 0)
          .thenComparing(CellRow::kind)
          .thenComparing(CellRow::granularity)
          .thenComparingLong(CellRow::bucket)
          .thenComparingLong(CellRow::trackId)
          .thenComparingLong(CellRow::total)
          // Any order will do, as long as only equal rows compare as equal.
          .thenComparing(row -> row.counts.toString());

  /** The counts of a cell of rows. */
  static Counts counts(long total) {
    return new Counts(total, Map.of(), Map.of(), List.of(), ByteBuffer.allocate(0));
  }

  public long total() {
    return counts.getTotal();
  }

  @Override
  public CellRow stem() {
    return new CellRow(recipientId, subject, trackId, kind, granularity, bucket, counts(0));
  }

  @Override
  public int compareTo(CellRow other) {
    return ORDER.compare(this, other);
  }
}
