package io.fanfare.jobs.closeness.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.closeness.Sweep;
import org.jspecify.annotations.Nullable;

/** The state of a track's or playlist's key. */
public interface ObjectState {

  /** Null while the object has no row. */
  @Nullable Long owner();

  void setOwner(@Nullable Long owner);

  /** The sweep that is parked; null if there is none. */
  @Nullable Sweep sweep();

  void setSweep(@Nullable Sweep sweep);

  /** The users who like it. */
  IdList likers();

  /** The users who reposted it. */
  IdList reposters();

  /** The ids of the comments on it. */
  IdList comments();

  /** The user of a comment; null if this object does not have the comment. */
  @Nullable Long commenter(long comment);

  void setCommenter(long comment, @Nullable Long user);
}
