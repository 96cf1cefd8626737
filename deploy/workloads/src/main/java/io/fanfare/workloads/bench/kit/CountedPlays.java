package io.fanfare.workloads.bench.kit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The plays of some owners that are stored, as Cassandra adds them up. */
public final class CountedPlays {

  /** Codes of the table's schema: an owner, and plays. */
  private static final String SUM =
      "SELECT SUM(total) FROM stats.cells WHERE subject_type = 2 AND subject_id IN ? AND kind = 1"
          + " AND granularity = ? AND period = ?";

  private static final byte MINUTE = 1;
  private static final byte ALL = 5;

  /** To add up a day of minutes takes the server seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final CqlSession session;
  private final PreparedStatement sum;
  private final List<Long> owners;
  private final Instant began = Instant.now();

  public CountedPlays(CqlSession session, OwnedTracks tracks) {
    this.session = session;
    this.sum = session.prepare(SUM);
    this.owners = tracks.ownerIds();
  }

  /** Empties the table. */
  void truncate() {
    session.execute(SimpleStatement.newInstance("TRUNCATE stats.cells").setTimeout(PATIENCE));
  }

  /** Waits until the totals of all time hold all plays: one row a track. */
  void await(long plays) throws InterruptedException {
    StoredSum.await(plays, () -> counted(ALL));
  }

  /** Checks that the minutes hold them, too: the job writes them together, but not in one write. */
  void requireMinutes(long plays) throws InterruptedException {
    StoredSum.await(plays, () -> counted(MINUTE));
  }

  private long counted(byte granularity) {
    return (granularity == ALL ? IntStream.of(0) : days())
        .mapToLong(
            period ->
                Objects.requireNonNull(
                        session
                            .execute(sum.bind(owners, granularity, period).setTimeout(PATIENCE))
                            .one(),
                        "an aggregate")
                    .getLong(0))
        .sum();
  }

  /** All days that plays of this benchmark may fall into. */
  private IntStream days() {
    return Stream.of(began.minus(PlannedEvents.SPAN), began, Instant.now())
        .mapToInt(time -> Buckets.period(Granularity.MINUTE, time.getEpochSecond()))
        .distinct();
  }
}
