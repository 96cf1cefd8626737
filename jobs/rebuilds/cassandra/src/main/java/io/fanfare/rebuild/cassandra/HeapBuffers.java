package io.fanfare.rebuild.cassandra;

import com.datastax.driver.core.NettyOptions;
import com.datastax.shaded.netty.bootstrap.Bootstrap;
import com.datastax.shaded.netty.buffer.UnpooledByteBufAllocator;
import com.datastax.shaded.netty.channel.ChannelOption;

/**
 * Keeps the driver's buffers on the heap. By default it takes direct memory in pieces of 16 MiB for
 * each of its threads, and gives it back long after the job: after some tries or some jobs, a
 * TaskManager with little direct memory has none left, and every request fails.
 */
final class HeapBuffers extends NettyOptions {

  @Override
  public void afterBootstrapInitialized(Bootstrap bootstrap) {
    bootstrap.option(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false));
  }
}
