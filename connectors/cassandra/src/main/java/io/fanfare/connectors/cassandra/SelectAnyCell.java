package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.util.concurrent.CompletionStage;

/** Asks whether a subject has a cell in a range of buckets, for the audit: one row at most. */
public final class SelectAnyCell {

  private final CqlSession session;
  private final PreparedStatement statement;

  /** Uses the default keyspaces. */
  public SelectAnyCell(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            "SELECT bucket FROM stats.cells WHERE subject_type = ? AND subject_id = ? AND kind = ?"
                + " AND granularity = ? AND period = ? AND bucket >= ? AND bucket < ? LIMIT 1");
  }

  /**
   * Returns whether there is one. Fails like the driver if Cassandra does not answer.
   *
   * @param period the {@link io.fanfare.schemas.stats.Buckets#period} of the buckets
   * @param from the first bucket, s since the epoch
   * @param to the bucket after the last one, s since the epoch
   */
  public CompletionStage<Boolean> execute(
      StatsSubject subject,
      long subjectId,
      StatKind kind,
      Granularity granularity,
      int period,
      long from,
      long to) {
    return session
        .executeAsync(
            statement.bind(
                subject.code(),
                subjectId,
                StatsCodes.of(kind),
                StatsCodes.of(granularity),
                period,
                from,
                to))
        .thenApply(rows -> rows.one() != null);
  }
}
