package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.KnownCell;
import io.fanfare.schemas.stats.RowKey;
import org.jspecify.annotations.Nullable;

/** What is known of a subject. */
public interface SubjectState {

  /** Of a track; null while it has no row. */
  @Nullable Long owner();

  void setOwner(@Nullable Long owner);

  /** Null if nothing was ever counted in the cell. */
  @Nullable KnownCell cell(CellKey key);

  void setCell(CellKey key, KnownCell cell);

  /** In which minute a row counts, s since the epoch; null if it does not. */
  @Nullable Long minute(RowKey row);

  void setMinute(RowKey row, @Nullable Long minute);

  /** Null if nothing is counted at all. */
  @Nullable Days days();

  void setDays(Days days);

  /**
   * The minutes that rows have changed since they were said; the coarser buckets that they are in
   * have, too.
   */
  Iterable<CellKey> unsaid();

  void setUnsaid(CellKey key, boolean isUnsaid);

  /**
   * The version of the oldest change of which something is still to be said; null if nothing is.
   */
  @Nullable Long parkedSince();

  void setParkedSince(@Nullable Long version);
}
