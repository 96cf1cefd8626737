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
 * Emits how often tracks were played, for other jobs. A rebuild emits nothing: it counts from the
 * beginning, so its smaller numbers would replace larger ones in the compacted topic.
 */
public final class EmitPlays implements FlatMapFunction<Cells, TrackPlays> {

  private static final long serialVersionUID = 1L;

  private final boolean isLive;

  public EmitPlays(Rebuild rebuild) {
    this.isLive = rebuild == Rebuild.NONE;
  }

  @Override
  public void flatMap(Cells cells, Collector<TrackPlays> out) {
    if (isLive) {
      for (Cell cell : cells.getCells()) {
        if (cell.getKey().getKind() == StatKind.PLAY
            && cell.getKey().getGranularity() == Granularity.ALL) {
          out.collect(new TrackPlays(cells.getTrackId(), cell.getCounts().getTotal()));
        }
      }
    }
  }
}
