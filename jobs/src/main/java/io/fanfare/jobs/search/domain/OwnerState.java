package io.fanfare.jobs.search.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.OwnerNames;
import io.fanfare.schemas.search.OwnerSweep;
import org.jspecify.annotations.Nullable;

/** What the key of a user knows of the user and of what they own. */
public interface OwnerState {

  /** Null while the user has no row. */
  @Nullable OwnerNames names();

  void setNames(@Nullable OwnerNames names);

  /** The ids of the user's tracks, or of their playlists. */
  IdList owned(DocumentKind kind);

  /** The unfinished sweep; null if there is none. */
  @Nullable OwnerSweep sweep();

  void setSweep(@Nullable OwnerSweep sweep);
}
