package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.FollowerBlocks;
import io.fanfare.jobs.runtime.KeyedMap;
import io.fanfare.jobs.runtime.KeyedValue;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.jspecify.annotations.Nullable;

/** Blocks of followers in the state of the current key. */
final class FlinkFollowerBlocks implements FollowerBlocks {

  private static final long[] EMPTY = {};

  private final KeyedValue<long[]> directory;
  private final KeyedMap<Long, byte[]> blocks;

  FlinkFollowerBlocks(RuntimeContext context) {
    directory =
        new KeyedValue<>(
            context.getState(
                new ValueStateDescriptor<>(
                    "follower-directory", LongPrimitiveArraySerializer.INSTANCE)));
    blocks =
        new KeyedMap<>(
            context.getMapState(
                new MapStateDescriptor<>(
                    "follower-blocks",
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
