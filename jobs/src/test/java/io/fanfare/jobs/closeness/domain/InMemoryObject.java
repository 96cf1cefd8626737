package io.fanfare.jobs.closeness.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.jobs.runtime.domain.InMemoryBlocks;
import io.fanfare.schemas.closeness.Sweep;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a track or playlist in memory. */
final class InMemoryObject implements ObjectState {

  private final IdList likers;
  private final IdList reposters;
  private final IdList comments;
  private final Map<Long, Long> commenters = new HashMap<>();
  private @Nullable Long owner;
  private @Nullable Sweep sweep;

  /**
   * @param mostInBlock of each list
   */
  InMemoryObject(int mostInBlock) {
    likers = new IdList(new InMemoryBlocks(), mostInBlock);
    reposters = new IdList(new InMemoryBlocks(), mostInBlock);
    comments = new IdList(new InMemoryBlocks(), mostInBlock);
  }

  @Override
  public @Nullable Long owner() {
    return owner;
  }

  @Override
  public void setOwner(@Nullable Long changed) {
    owner = changed;
  }

  @Override
  public @Nullable Sweep sweep() {
    return sweep;
  }

  @Override
  public void setSweep(@Nullable Sweep changed) {
    sweep = changed;
  }

  @Override
  public IdList likers() {
    return likers;
  }

  @Override
  public IdList reposters() {
    return reposters;
  }

  @Override
  public IdList comments() {
    return comments;
  }

  @Override
  public @Nullable Long commenter(long comment) {
    return commenters.get(comment);
  }

  @Override
  public void setCommenter(long comment, @Nullable Long user) {
    if (user == null) {
      commenters.remove(comment);
    } else {
      commenters.put(comment, user);
    }
  }
}
