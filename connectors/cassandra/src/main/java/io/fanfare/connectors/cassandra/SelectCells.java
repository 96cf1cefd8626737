package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Reads the cells of a subject in a range of buckets of one partition: adjacent rows on disk, page
 * by page.
 */
public final class SelectCells {

  /** Cells of a page: a few MB if each is as large as a cell gets. */
  private static final int PAGE = 500;

  private static final AvroCodec<Counts> COUNTS = AvroCodec.of(Counts.class);

  private final CqlSession session;
  private final PreparedStatement statement;

  /**
   * A row.
   *
   * @param bucket start of the bucket, s since the epoch
   */
  public record StoredCell(long bucket, long trackId, Counts counts) {}

  /** Uses the default keyspaces. */
  public SelectCells(CqlSession session) {
    this(session, Keyspaces.DEFAULT);
  }

  public SelectCells(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT bucket, track_id, total, counts, countries, sources, listeners, sketch"
                    + " FROM stats.cells WHERE subject_type = ? AND subject_id = ? AND kind = ?"
                    + " AND granularity = ? AND period = ? AND bucket >= ? AND bucket < ?"));
  }

  /**
   * Returns the cells in the order of their buckets. Fails like the driver if Cassandra does not
   * answer.
   *
   * @param period the {@link io.fanfare.schemas.stats.Buckets#period} of the buckets
   * @param from the first bucket, s since the epoch
   * @param to the bucket after the last one, s since the epoch
   */
  public CompletionStage<List<StoredCell>> execute(
      StatsSubject subject,
      long subjectId,
      StatKind kind,
      Granularity granularity,
      int period,
      long from,
      long to) {
    List<StoredCell> cells = new ArrayList<>();
    return execute(
            subject,
            subjectId,
            kind,
            granularity,
            period,
            from,
            to,
            page -> {
              cells.addAll(page);
              return CompletableFuture.completedFuture(page);
            })
        .thenApply(all -> cells);
  }

  /**
   * The same page by page, so that nobody holds all cells. A page is requested when the one before
   * it was taken; if that fails, so does the result.
   *
   * @param taker takes a page
   */
  public CompletionStage<?> execute(
      StatsSubject subject,
      long subjectId,
      StatKind kind,
      Granularity granularity,
      int period,
      long from,
      long to,
      Function<List<StoredCell>, CompletionStage<?>> taker) {
    return session
        .executeAsync(
            statement
                .bind(
                    subject.code(),
                    subjectId,
                    StatsCodes.of(kind),
                    StatsCodes.of(granularity),
                    period,
                    from,
                    to)
                .setPageSize(PAGE))
        .thenCompose(rows -> take(rows, taker));
  }

  private static CompletionStage<?> take(
      AsyncResultSet rows, Function<List<StoredCell>, CompletionStage<?>> taker) {
    List<StoredCell> page = new ArrayList<>();
    for (Row row : rows.currentPage()) {
      page.add(new StoredCell(row.getLong(0), row.getLong(1), counts(row)));
    }
    CompletionStage<?> taken = taker.apply(page);
    return rows.hasMorePages()
        ? taken.thenCompose(done -> rows.fetchNextPage()).thenCompose(more -> take(more, taker))
        : taken;
  }

  private static Counts counts(Row row) {
    long total = row.getLong(2);
    ByteBuffer encoded = row.getByteBuffer(3);
    Counts counts = encoded == null ? null : decode(encoded);
    // A job that begins again writes what it has counted so far: a former cell may still have more.
    if (counts == null || (counts.getTotal() < total && FormerCounts.isIn(row))) {
      counts = FormerCounts.of(row);
    }
    // A row that was written by hand may have another total.
    counts.setTotal(total);
    return counts;
  }

  private static Counts decode(ByteBuffer counts) {
    byte[] bytes = new byte[counts.remaining()];
    counts.get(bytes);
    try {
      return COUNTS.decode(bytes);
    } catch (UndecodableException e) {
      throw new IllegalStateException(
          "A cell of stats.cells cannot be read. Was it written by a newer release? " + e.reason(),
          e);
    }
  }
}
