package io.fanfare.cli.audit;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.util.Comparator;

/**
 * A cell of stats that says more than nothing.
 *
 * @param recipientId whose it is: the followed user, or who owns the track
 * @param subject whether it is stored for the track, or among the cells of who owns it
 * @param trackId 0 for what is counted of a user
 * @param bucket when it begins, s since the epoch
 * @param detail of events all else that the cell says; empty of rows
 */
record CellRow(
    long recipientId,
    StatsSubject subject,
    long trackId,
    StatKind kind,
    Granularity granularity,
    long bucket,
    long total,
    String detail)
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
          .thenComparing(CellRow::detail);

  @Override
  public CellRow stem() {
    return new CellRow(recipientId, subject, trackId, kind, granularity, bucket, 0, "");
  }

  @Override
  public int compareTo(CellRow other) {
    return ORDER.compare(this, other);
  }
}
