package io.fanfare.jobs.runtime.domain;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blocks of ids in memory. */
public final class InMemoryBlocks implements IdBlocks {

  public final Map<Long, byte[]> blocks = new HashMap<>();
  private long[] directory = {};

  public InMemoryBlocks copy() {
    InMemoryBlocks copy = new InMemoryBlocks();
    // Blocks are replaced and never changed.
    copy.blocks.putAll(blocks);
    copy.directory = directory;
    return copy;
  }

  @Override
  public long[] directory() {
    return directory.clone();
  }

  @Override
  public void setDirectory(long[] numbers) {
    directory = numbers.clone();
  }

  @Override
  public byte @Nullable [] block(long number) {
    return blocks.get(number);
  }

  @Override
  public void setBlock(long number, byte[] block) {
    blocks.put(number, block);
  }

  @Override
  public void removeBlock(long number) {
    blocks.remove(number);
  }
}
