package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads the totals of all time of several subjects, each a partition of its own, without their
 * listeners. A request for each would be fifty for a page; one for all of them would have one node
 * ask all others.
 */
public final class SelectTotals {

  /** Subjects of one statement. */
  private static final int MOST_SUBJECTS = 25;

  private final CqlSession session;
  private final PreparedStatement statement;

  /** Uses the default keyspaces. */
  public SelectTotals(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            Keyspaces.DEFAULT.rename(
                "SELECT subject_id, total FROM stats.cells WHERE subject_type = ?"
                    + " AND subject_id IN ? AND kind = ? AND granularity = ? AND period = 0"
                    + " AND bucket = 0"));
  }

  /**
   * Returns the totals of those subjects that have one. Fails like the driver if Cassandra does not
   * answer.
   */
  public CompletionStage<Map<Long, Long>> execute(
      StatsSubject subject, StatKind kind, Collection<Long> subjectIds) {
    List<Long> ids = List.copyOf(subjectIds);
    CompletionStage<Map<Long, Long>> all = CompletableFuture.completedFuture(new HashMap<>());
    for (int from = 0; from < ids.size(); from += MOST_SUBJECTS) {
      List<Long> some = ids.subList(from, Math.min(from + MOST_SUBJECTS, ids.size()));
      all = all.thenCombine(executeOne(subject, kind, some), SelectTotals::putAll);
    }
    return all;
  }

  private CompletionStage<Map<Long, Long>> executeOne(
      StatsSubject subject, StatKind kind, List<Long> subjectIds) {
    Map<Long, Long> totals = new HashMap<>();
    return AllRows.read(
            session,
            statement.bind(
                subject.code(), subjectIds, StatsCodes.of(kind), StatsCodes.of(Granularity.ALL)),
            row -> totals.merge(row.getLong(0), row.getLong(1), Long::sum))
        .thenApply(done -> totals);
  }

  private static Map<Long, Long> putAll(Map<Long, Long> totals, Map<Long, Long> others) {
    totals.putAll(others);
    return totals;
  }
}
