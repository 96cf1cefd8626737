package io.fanfare.jobs.closeness.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.closeness.Sweep;
import org.jspecify.annotations.Nullable;

/** What the key of a track or playlist holds. */
public interface ObjectState {

  /** Null while there is no row. */
  @Nullable Long owner();

  void setOwner(@Nullable Long owner);

  /** Null while there is nothing left to do. */
  @Nullable Sweep sweep();

  void setSweep(@Nullable Sweep sweep);

  /** The users who like it. */
  IdList likers();

  /** The users who reposted it. */
  IdList reposters();

  /** The ids of the comments on it. */
  IdList comments();

  /** Whose comment it is; null if it is none of this object. */
  @Nullable Long commenter(long comment);

  void setCommenter(long comment, @Nullable Long user);
}
