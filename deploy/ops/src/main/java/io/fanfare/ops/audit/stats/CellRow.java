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
 * A cell of stats that says more than nothing.
 *
 * @param recipientId whose it is: the followed user, or who owns the track
 * @param subject whether it is stored for the track, or among the cells of who owns it
 * @param trackId 0 for what is counted of a user
 * @param bucket when it begins, s since the epoch
 * @param counts what it says; of rows nothing but how many there are
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

  /** Cells of a track lie together; those of an owner lie together by their buckets. */
  private static final Comparator<CellRow> ORDER =
      Comparator.comparingLong(CellRow::recipientId)
          .thenComparing(CellRow::subject)
          .thenComparingLong(row -> row.subject == StatsSubject.TRACK ? row.trackId : 0)
          .thenComparing(CellRow::kind)
          .thenComparing(CellRow::granularity)
          .thenComparingLong(CellRow::bucket)
          .thenComparingLong(CellRow::trackId)
          .thenComparingLong(CellRow::total)
          // Whatever order, as long as only equal rows are equal in it.
          .thenComparing(row -> row.counts.toString());

  /** One of rows. */
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
