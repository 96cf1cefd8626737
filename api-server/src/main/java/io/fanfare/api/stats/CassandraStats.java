package io.fanfare.api.stats;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.cassandra.CassandraStore;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.SelectCells;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.SelectTotals;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads stats in Cassandra. */
public final class CassandraStats implements StatsStore, TotalStore, Dependency, AutoCloseable {

  private static final Duration PROBE = Duration.ofSeconds(1);
  private static final Segment ALL = new Segment(Granularity.ALL, 0, 0, 1);

  private final CassandraStore<Statements> store;

  private record Statements(SelectCells cells, SelectTotals totals) {

    static Statements prepare(CqlSession session) {
      return new Statements(new SelectCells(session), new SelectTotals(session));
    }
  }

  public CassandraStats(CassandraAccess cassandra) {
    store = new CassandraStore<>("Stats", cassandra, Statements::prepare);
  }

  public void start() {
    store.start();
  }

  @Override
  public String name() {
    return "Cassandra (stats)";
  }

  @Override
  public boolean answers() {
    try {
      Deadline.in(PROBE)
          .await(read(StatsSubject.TRACK, 0, StatKind.PLAY, ALL, CassandraStats::ignore), name());
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static CompletionStage<?> ignore(List<StoredCell> page) {
    return CompletableFuture.completedFuture(page);
  }

  @Override
  public CompletionStage<?> read(
      StatsSubject subject,
      long subjectId,
      StatKind kind,
      Segment segment,
      Function<List<StoredCell>, CompletionStage<?>> taker) {
    return store.execute(
        ready ->
            ready
                .cells()
                .execute(
                    subject,
                    subjectId,
                    kind,
                    segment.granularity(),
                    segment.period(),
                    segment.from(),
                    segment.to(),
                    taker)
                .thenApply(done -> segment));
  }

  @Override
  public CompletionStage<Map<Long, Long>> totals(Total total, Set<Long> ids) {
    return store.execute(ready -> ready.totals().execute(total.subject(), total.kind(), ids));
  }

  @Override
  public void close() {
    store.close();
  }
}
