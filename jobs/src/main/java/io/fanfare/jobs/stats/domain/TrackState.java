package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.Days;
import org.jspecify.annotations.Nullable;

/** What is known of a track. */
public interface TrackState {

  /** Null while it has no row. */
  @Nullable Long owner();

  void setOwner(@Nullable Long owner);

  /** Null if nothing is counted in the cell. */
  @Nullable Counts cell(CellKey key);

  void setCell(CellKey key, Counts counts);

  /** Null if nothing is counted at all. */
  @Nullable Days days();

  void setDays(Days days);
}
