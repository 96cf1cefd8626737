package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.KnownCell;
import io.fanfare.schemas.stats.RowKey;
import org.jspecify.annotations.Nullable;

/** What is known of a subject. */
public interface SubjectState {

  /** The track's owner; null while it has no row. */
  @Nullable Long owner();

  void setOwner(@Nullable Long owner);

  /** Null if nothing was ever counted in the cell. */
  @Nullable KnownCell cell(CellKey key);

  void setCell(CellKey key, KnownCell cell);

  void removeCell(CellKey key);

  /** The minute that a row counts in, s since the epoch; null if the row does not count. */
  @Nullable Long minute(RowKey row);

  void setMinute(RowKey row, @Nullable Long minute);

  /** Null if nothing was ever counted. */
  @Nullable Days days();

  void setDays(Days days);

  /**
   * The minutes that rows have changed and that are not emitted since. Each stands for the coarser
   * buckets that contain it, too.
   */
  Iterable<CellKey> pending();

  void setPending(CellKey key, boolean isPending);

  /** The version of the oldest change whose cells are still parked; null if none are. */
  @Nullable Long parkedSince();

  void setParkedSince(@Nullable Long version);
}
