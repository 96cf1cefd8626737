package io.fanfare.ops.audit.stats;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.Growth;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.View;
import io.fanfare.ops.audit.Wording;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Cells of some kinds. */
public final class StatsView implements View<CellRow> {

  private final CqlSession session;
  private final StoredCells stored;
  private final SourceTables tables;
  private final ExpectedCells expected;
  private final Instant now;
  private final Map<Long, List<Long>> tracks = new HashMap<>();

  /**
   * @param session of the cluster of the stats; the caller closes it
   * @param tables of the source
   * @param expected the expected cells; the caller closes it
   * @param now the time by which cells are shown
   * @param isOfAll whether the users of a range are audited: then the keys of the whole table are
   *     read once, where otherwise each recent period of each user is asked for
   */
  public StatsView(
      CqlSession session,
      SourceTables tables,
      ExpectedCells expected,
      Instant now,
      boolean isOfAll) {
    this.tables = tables;
    this.expected = expected;
    this.now = now;
    this.session = session;
    stored = new StoredCells(session, now);
    if (!isOfAll) {
      stored.alsoRead(new RecentPeriods(now));
    }
  }

  @Override
  public ExpectedRows<CellRow> expected(Connection source, Collection<Long> recipientIds) {
    try {
      tracks.putAll(StatsSql.tracks(source, tables, recipientIds));
    } catch (SQLException e) {
      throw new UnavailableException("The source does not answer: " + e.getMessage(), e);
    }
    return new ShownRows(expected.expected(source, recipientIds, tracks), now);
  }

  @Override
  public void lookAhead(List<Long> recipientIds) {
    tracks.keySet().retainAll(Set.copyOf(recipientIds));
    stored.prefetch(recipientIds.stream().flatMap(id -> counted(id).stream()).toList());
  }

  /** Users with cells to which no coarser cell leads: they are compared again, with these. */
  @Override
  public List<Long> strangers(Connection source, long firstId, long lastId) throws SQLException {
    LoosePeriods loose = LoosePeriods.read(session, expected.kinds());
    stored.alsoRead(loose);
    Set<Long> users = new TreeSet<>(StatsSql.users(source, tables, loose.ids(StatsSubject.OWNER)));
    users.addAll(StatsSql.owners(source, tables, loose.ids(StatsSubject.TRACK)));
    return users.stream().filter(id -> id >= firstId && id <= lastId).toList();
  }

  @Override
  public void judge(long recipientId, BiConsumer<CellRow, Verdict> judged) {
    Set<Long> owned = Set.copyOf(tracks.getOrDefault(recipientId, List.of()));
    for (Counted counted : counted(recipientId)) {
      stored.read(
          counted,
          (granularity, cell) -> {
            // Readers skip cells of tracks that the user no longer owns.
            if (cell.counts().getTotal() != 0
                && (counted.kind() == StatKind.FOLLOW || owned.contains(cell.trackId()))) {
              judged.accept(row(recipientId, counted, granularity, cell), Verdict.SHOWN);
            }
          });
    }
  }

  /** In the order of the rows. */
  private List<Counted> counted(long userId) {
    List<Counted> counted = new ArrayList<>();
    for (long track : tracks.getOrDefault(userId, List.of())) {
      for (StatKind kind : expected.kinds()) {
        if (kind != StatKind.FOLLOW) {
          counted.add(new Counted(StatsSubject.TRACK, track, kind));
        }
      }
    }
    expected.kinds().forEach(kind -> counted.add(new Counted(StatsSubject.OWNER, userId, kind)));
    return counted;
  }

  private static CellRow row(
      long recipientId, Counted counted, Granularity granularity, StoredCell cell) {
    return new CellRow(
        recipientId,
        counted.subject(),
        cell.trackId(),
        counted.kind(),
        granularity,
        cell.bucket(),
        bounded(cell.counts()));
  }

  /** A cell that was stored before there was a bound counts as it would with it. */
  private static Counts bounded(Counts counts) {
    boolean isBounded =
        counts.getSources().size() <= CountsSum.MOST_SOURCES
            && counts.getCountries().size() <= CountsSum.MOST_COUNTRIES;
    return isBounded ? counts : new CountsSum().add(counts).get();
  }

  @Override
  public void awaitOtherInputs() throws InterruptedException {
    expected.awaitRead();
  }

  @Override
  public void forgetSource() {
    stored.forget();
    expected.forget();
  }

  @Override
  public @Nullable Growth<CellRow> growth() {
    return expected.growth();
  }

  @Override
  public Repair<CellRow> repair() {
    return new StatsRepair();
  }

  @Override
  public Wording<CellRow> wording() {
    return new StatsWording(expected);
  }
}
