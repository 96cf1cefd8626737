package io.fanfare.jobs.runtime.domain;

import org.jspecify.annotations.Nullable;

/** The state of one key in which an {@link IdList} keeps its blocks. */
public interface IdBlocks {

  /** The number of each block, sorted; empty for an empty list. */
  long[] directory();

  void setDirectory(long[] numbers);

  byte @Nullable [] block(long number);

  void setBlock(long number, byte[] block);

  void removeBlock(long number);
}
