package io.fanfare.jobs.runtime;

import io.fanfare.jobs.runtime.domain.IdBlocks;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** Blocks of ids in the state of the current key. */
public final class FlinkIdBlocks implements IdBlocks {

  private static final long[] EMPTY = {};

  private final KeyedValue<long[]> directory;
  private final KeyedMap<Long, byte[]> blocks;

  /**
   * @param name prefix of the states' names, which savepoints find them by: never to be changed
   */
  public FlinkIdBlocks(RuntimeContext context, String name) {
    directory =
        new KeyedValue<>(
            context, name + "-directory", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);
    blocks =
        new KeyedMap<>(
            context,
            name + "-blocks",
            Types.LONG,
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  @Override
  public long[] directory() {
    long[] numbers = directory.get();
    return numbers == null ? EMPTY : numbers;
  }

  @Override
  public void setDirectory(long[] numbers) {
    directory.set(numbers.length == 0 ? null : numbers);
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
