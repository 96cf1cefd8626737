package io.fanfare.workloads.bench.stats;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.Pace;
import io.fanfare.connectors.cassandra.StatsWriter;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Months of plays, written as the job would have over a year: it takes none that are so old. */
final class YearOfCells {

  private static final int MONTHS = 12;
  private static final int LISTENERS = 1_000;
  private static final int COUNTRIES = 40;

  private final StatsWriter writer;

  YearOfCells(CqlSession session) {
    writer = new StatsWriter(session, Duration.ZERO, Pace.UNBOUNDED);
  }

  /** Writes them for some tracks and who owns them. */
  void write(long firstTrack, int tracks, long owner) {
    Counts counts = counts();
    for (long track = firstTrack; track < firstTrack + tracks; track++) {
      List<Cell> cells = new ArrayList<>();
      for (int month = 1; month <= MONTHS; month++) {
        long bucket =
            YearMonth.now(ZoneOffset.UTC)
                .minusMonths(month)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toEpochSecond();
        cells.add(
            new Cell(
                new CellKey(StatKind.PLAY, Granularity.MONTH, bucket), counts.getTotal(), counts));
      }
      writer
          .write(new Cells(track, owner, cells, null), Micros.of(Instant.now()))
          .toCompletableFuture()
          .join();
    }
  }

  /** Enough listeners for a sketch. */
  private static Counts counts() {
    CountsSum sum = new CountsSum();
    for (int i = 0; i < LISTENERS; i++) {
      String country =
          String.format(
              Locale.ROOT, "%c%c", 'A' + i % COUNTRIES / 26, (char) ('A' + i % COUNTRIES % 26));
      sum.add(new DomainEvent("id", 1L, 1L + i, 0L, country, "source-" + i % 10, null));
    }
    return sum.get();
  }
}
