package io.fanfare.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.topics.TopicReader;
import io.fanfare.schemas.models.Event;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reads `models` and invalidates the rows that change. When reading begins, it invalidates all
 * rows, because it has not read the changes before. While it does not read, the cache is not used.
 */
public final class ModelInvalidation implements TopicReader {

  private final Invalidations cache;
  private final RepeatedInvalidations invalidations;

  public ModelInvalidation(Invalidations invalidations) {
    this.cache = invalidations;
    cache.follow(false);
    this.invalidations = new RepeatedInvalidations(invalidations, System::nanoTime);
  }

  /**
   * The positions are fixed already: changes before them are covered by this invalidation, changes
   * after them will be read.
   */
  @Override
  public void begin(Map<Integer, Long> positions) {
    invalidations.invalidateAll();
    cache.follow(true);
  }

  @Override
  public void lost() {
    cache.follow(false);
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> changed) {
    Header event = changed.headers().lastHeader(Event.HEADER);
    InvalidationRule.apply(
        event == null || event.value() == null ? null : new String(event.value(), UTF_8),
        changed.key(),
        invalidations);
  }

  @Override
  public void tick() {
    invalidations.repeat();
  }
}
