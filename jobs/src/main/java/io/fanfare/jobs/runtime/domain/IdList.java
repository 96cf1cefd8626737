package io.fanfare.jobs.runtime.domain;

import java.util.Arrays;

/**
 * A sorted set of ids in blocks of at most 256, like the leaves of a B+ tree. A block's number is
 * the least id that it may contain, so a position in the list survives inserts and removals. A
 * change reads and writes one block. A caller that needs all ids reads one block after the other,
 * and can stop between any two.
 */
public final class IdList {

  /**
   * The most ids in a block: few enough to rewrite at each change, enough for one chunk of effects.
   */
  public static final int MOST_IN_BLOCK = 256;

  private static final long[] EMPTY = {};

  private final IdBlocks blocks;
  private final int mostInBlock;

  public IdList(IdBlocks blocks) {
    this(blocks, MOST_IN_BLOCK);
  }

  /**
   * @param mostInBlock the most ids in a block; at least 2
   */
  public IdList(IdBlocks blocks, int mostInBlock) {
    this.blocks = blocks;
    this.mostInBlock = mostInBlock;
  }

  /** Adds an id; returns false if the list had it. */
  public boolean add(long id) {
    long[] directory = blocks.directory();
    int index = indexOf(directory, id);
    if (index < 0) {
      // The first block takes every id below the second, however small.
      blocks.setDirectory(new long[] {Long.MIN_VALUE});
      blocks.setBlock(Long.MIN_VALUE, IdBlock.encode(new long[] {id}));
      return true;
    }
    long[] ids = ids(directory[index]);
    int position = Arrays.binarySearch(ids, id);
    if (position >= 0) {
      return false;
    }
    long[] longer = insert(ids, -position - 1, id);
    if (longer.length <= mostInBlock) {
      blocks.setBlock(directory[index], IdBlock.encode(longer));
    } else {
      split(directory, index, longer);
    }
    return true;
  }

  /** Removes an id; returns false if the list did not have it. */
  public boolean remove(long id) {
    long[] directory = blocks.directory();
    int index = indexOf(directory, id);
    if (index < 0) {
      return false;
    }
    long[] ids = ids(directory[index]);
    int position = Arrays.binarySearch(ids, id);
    if (position < 0) {
      return false;
    }
    if (ids.length > 1) {
      blocks.setBlock(directory[index], IdBlock.encode(delete(ids, position)));
    } else {
      removeBlock(directory, index);
    }
    return true;
  }

  public boolean contains(long id) {
    long[] directory = blocks.directory();
    int index = indexOf(directory, id);
    return index >= 0 && Arrays.binarySearch(ids(directory[index]), id) >= 0;
  }

  /** The numbers of the blocks, in the order of their ids. */
  public long[] blockNumbers() {
    return blocks.directory();
  }

  /**
   * The numbers of the blocks from the one that an id belongs to, whether the list has it or not.
   * With these a caller continues after changes that may have split, removed or renamed the block
   * that was next.
   */
  public long[] blockNumbersFrom(long id) {
    long[] directory = blocks.directory();
    return Arrays.copyOfRange(directory, Math.max(0, indexOf(directory, id)), directory.length);
  }

  /** The ids of a block, sorted. */
  public long[] ids(long number) {
    byte[] block = blocks.block(number);
    return block == null ? EMPTY : IdBlock.decode(block);
  }

  public void clear() {
    for (long number : blocks.directory()) {
      blocks.removeBlock(number);
    }
    blocks.setDirectory(EMPTY);
  }

  private void split(long[] directory, int index, long[] ids) {
    // Rows that come in the order of their ids, as from a snapshot, must fill blocks, not halves.
    boolean appended = index == directory.length - 1;
    int middle = appended ? mostInBlock : ids.length / 2;
    blocks.setBlock(directory[index], IdBlock.encode(Arrays.copyOf(ids, middle)));
    blocks.setBlock(ids[middle], IdBlock.encode(Arrays.copyOfRange(ids, middle, ids.length)));
    blocks.setDirectory(insert(directory, index + 1, ids[middle]));
  }

  private void removeBlock(long[] directory, int index) {
    blocks.removeBlock(directory[index]);
    long[] rest = delete(directory, index);
    if (index == 0 && rest.length > 0) {
      // The block that is now first must also take the ids below it.
      byte[] first = blocks.block(rest[0]);
      if (first != null) {
        blocks.removeBlock(rest[0]);
        blocks.setBlock(Long.MIN_VALUE, first);
        rest[0] = Long.MIN_VALUE;
      }
    }
    blocks.setDirectory(rest);
  }

  /** The block that an id belongs to: the last one whose number is not above it. */
  private static int indexOf(long[] directory, long id) {
    int index = Arrays.binarySearch(directory, id);
    return index >= 0 ? index : -index - 2;
  }

  private static long[] insert(long[] values, int position, long value) {
    long[] longer = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, position, longer, position + 1, values.length - position);
    longer[position] = value;
    return longer;
  }

  private static long[] delete(long[] values, int position) {
    long[] shorter = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(values, position + 1, shorter, position, shorter.length - position);
    return shorter;
  }
}
