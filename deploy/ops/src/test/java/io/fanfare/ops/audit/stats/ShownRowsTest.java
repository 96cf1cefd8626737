package io.fanfare.ops.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ShownRowsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void leavesOutWhatHasLeftTheRetention() {
    CellRow minute = row(Granularity.MINUTE, "2026-10-16T00:00:00Z");
    CellRow hour = row(Granularity.HOUR, "2025-10-16T00:00:00Z");
    CellRow day = row(Granularity.DAY, "2001-01-01T00:00:00Z");
    CellRow all = row(Granularity.ALL, "1970-01-01T00:00:00Z");
    List<CellRow> rows =
        List.of(
            row(Granularity.MINUTE, "2026-10-15T23:59:00Z"),
            minute,
            row(Granularity.HOUR, "2025-10-15T23:00:00Z"),
            hour,
            row(Granularity.DAY, "1000-01-01T00:00:00Z"),
            day,
            row(Granularity.MONTH, "9999-12-01T00:00:00Z"),
            all);

    ShownRows shown = new ShownRows(new Rows(rows), NOW);

    assertThat(shown.peek()).isEqualTo(minute);
    Iterable<CellRow> left = () -> shown;
    assertThat(StreamSupport.stream(left.spliterator(), false).toList())
        .containsExactly(minute, hour, day, all);
  }

  private static CellRow row(Granularity granularity, String bucket) {
    return new CellRow(
        1,
        StatsSubject.TRACK,
        2,
        StatKind.LIKE,
        granularity,
        Instant.parse(bucket).getEpochSecond(),
        CellRow.counts(1));
  }

  private static final class Rows implements ExpectedRows<CellRow> {
    private final List<CellRow> rows;
    private int next;

    Rows(List<CellRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return next < rows.size();
    }

    @Override
    public CellRow peek() {
      return rows.get(next);
    }

    @Override
    public CellRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException("there are no more rows");
      }
      return rows.get(next++);
    }

    @Override
    public void close() {}
  }
}
