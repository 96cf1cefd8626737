package io.fanfare.jobs.runtime;

import io.fanfare.jobs.runtime.domain.IdBlocks;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.jspecify.annotations.Nullable;

/** Blocks of ids in the state of the current key. */
public final class FlinkIdBlocks implements IdBlocks {

  private static final long[] EMPTY = {};

  private final KeyedValue<long[]> directory;
  private final KeyedMap<Long, byte[]> blocks;

  /**
   * @param name what the states' names begin with: never to be changed
   */
  public FlinkIdBlocks(RuntimeContext context, String name) {
    directory =
        new KeyedValue<>(
            context.getState(
                new ValueStateDescriptor<>(
                    name + "-directory", LongPrimitiveArraySerializer.INSTANCE)));
    blocks =
        new KeyedMap<>(
            context.getMapState(
                new MapStateDescriptor<>(
                    name + "-blocks",
                    LongSerializer.INSTANCE,
                    BytePrimitiveArraySerializer.INSTANCE)));
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
