package io.fanfare.api.models;

import io.fanfare.api.topics.TopicReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whether the capture brings what the source has: its heartbeats come. One thread reads; any thread
 * asks.
 */
public final class Heartbeats implements TopicReader {

  /** How long a heartbeat may be on its way. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final long longestPause;
  private final LongSupplier nanoTime;
  private final AtomicLong pauses = new AtomicLong();
  private volatile @Nullable Long newest;

  /**
   * @param interval how often the connector emits one
   */
  public Heartbeats(Duration interval, LongSupplier nanoTime) {
    this.longestPause = interval.plus(SLACK).toNanos();
    this.nanoTime = nanoTime;
  }

  /** What came before this moment is not known. */
  @Override
  public void begin(Map<Integer, Long> positions) {
    newest = null;
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> heartbeat) {
    if (!come()) {
      pauses.incrementAndGet();
    }
    newest = nanoTime.getAsLong();
  }

  /** Whether one has come within the interval and 2 s. */
  public boolean come() {
    Long at = newest;
    return at != null && nanoTime.getAsLong() - at <= longestPause;
  }

  /** Tells, whenever it is asked, whether they have come without a pause since this call. */
  BooleanSupplier withoutPause() {
    long before = pauses.get();
    return () -> come() && pauses.get() == before;
  }
}
