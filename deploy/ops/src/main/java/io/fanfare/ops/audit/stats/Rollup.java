package io.fanfare.ops.audit.stats;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Granularity;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts events that are sorted by track, kind and time. So only one cell of each granularity is
 * open at a time.
 */
final class Rollup {

  private final CountedCells cells;
  private final Map<Granularity, Open> open = new EnumMap<>(Granularity.class);
  private CountedCells.@Nullable Track track;
  private long trackId;
  private @Nullable EventKind kind;

  private record Open(long bucket, CellTally tally) {}

  /**
   * @param cells receives the counted cells
   */
  Rollup(CountedCells cells) {
    this.cells = cells;
  }

  void add(CountedEvent event) throws IOException {
    CountedCells.Track current = track(event);
    ZonedDateTime time = Micros.toInstant(event.occurredAt()).atZone(ZoneOffset.UTC);
    for (Granularity granularity : Granularity.values()) {
      long bucket = bucket(granularity, time);
      Open cell = open.get(granularity);
      if (cell == null || cell.bucket != bucket) {
        append(granularity, current);
        cell = new Open(bucket, new CellTally());
        open.put(granularity, cell);
      }
      cell.tally.add(event);
    }
  }

  private CountedCells.Track track(CountedEvent event) throws IOException {
    if (track != null && trackId == event.trackId() && kind == event.kind()) {
      return track;
    }
    appendAll();
    if (track == null || trackId != event.trackId()) {
      if (track != null) {
        track.finish();
      }
      track = cells.begin(event.trackId());
      trackId = event.trackId();
    }
    kind = event.kind();
    track.begin(event.kind());
    return track;
  }

  /** Ends the count: nothing can be added any more. */
  void finish() throws IOException {
    appendAll();
    if (track != null) {
      track.finish();
    }
    cells.finish();
  }

  private void appendAll() throws IOException {
    if (track != null) {
      for (Granularity granularity : Granularity.values()) {
        append(granularity, track);
      }
    }
    open.clear();
  }

  private void append(Granularity granularity, CountedCells.Track current) throws IOException {
    Open cell = open.get(granularity);
    if (cell != null) {
      current.append(granularity, cell.bucket, cell.tally.counts());
    }
  }

  private static long bucket(Granularity granularity, ZonedDateTime time) {
    ZonedDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return switch (granularity) {
      case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES).toEpochSecond();
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS).toEpochSecond();
      case DAY -> day.toEpochSecond();
      case MONTH -> day.withDayOfMonth(1).toEpochSecond();
      case ALL -> 0;
    };
  }
}
