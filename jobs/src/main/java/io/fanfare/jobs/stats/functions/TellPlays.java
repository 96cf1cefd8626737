package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.stats.domain.Rebuild;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.TrackPlays;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Tells whoever shows tracks how often they were played. A rebuild tells nothing: its last word
 * would stand in the topic, and may say less than what was there.
 */
public final class TellPlays implements FlatMapFunction<Cells, TrackPlays> {

  private static final long serialVersionUID = 1L;

  private final boolean tells;

  public TellPlays(Rebuild rebuild) {
    this.tells = rebuild == Rebuild.NONE;
  }

  @Override
  public void flatMap(Cells cells, Collector<TrackPlays> out) {
    if (tells) {
      for (Cell cell : cells.getCells()) {
        if (cell.getKey().getKind() == StatKind.PLAY
            && cell.getKey().getGranularity() == Granularity.ALL) {
          out.collect(new TrackPlays(cells.getTrackId(), cell.getCounts().getTotal()));
        }
      }
    }
  }
}
