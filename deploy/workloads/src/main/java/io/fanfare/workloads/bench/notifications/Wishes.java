package io.fanfare.workloads.bench.notifications;

import io.fanfare.schemas.notifications.Channel;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to be notified how: a tenth of all listeners by push, a tenth by a daily e-mail, a
 * hundredth by webhook, and nobody in two ways.
 *
 * @param listeners how many there are; their ids are 1 and up
 */
record Wishes(int listeners) {

  private static final int TENTH = 10;
  private static final int HUNDREDTH = 100;

  /** What a listener wants; null for nothing. */
  static @Nullable Channel of(long listener) {
    if (listener % TENTH == 0) {
      return Channel.PUSH;
    }
    if (listener % TENTH == 1) {
      return Channel.EMAIL;
    }
    return listener % HUNDREDTH == 2 ? Channel.WEBHOOK : null;
  }

  /** Ids of those who want a channel, in ascending order. */
  LongStream wanting(Channel channel) {
    return LongStream.rangeClosed(1, listeners).filter(listener -> of(listener) == channel);
  }

  long count(Channel channel) {
    return wanting(channel).count();
  }

  /** Ids of those whose messages go out at once: pushes and webhooks. */
  long[] notifiedAtOnce() {
    return LongStream.rangeClosed(1, listeners)
        .filter(listener -> of(listener) == Channel.PUSH || of(listener) == Channel.WEBHOOK)
        .toArray();
  }
}
