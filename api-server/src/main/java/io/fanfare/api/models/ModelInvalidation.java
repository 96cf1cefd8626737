package io.fanfare.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.topics.TopicReader;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.edge.EdgeKey;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads `models` and invalidates the rows that change. When reading begins, it invalidates all
 * rows, because it has not read the changes before. While it does not read, the cache is not used.
 */
public final class ModelInvalidation implements TopicReader {

  private static final List<Model> LISTED =
      Arrays.stream(Model.values()).filter(EdgeKey::isListed).toList();

  private final AvroCodec<ModelBroadcast> codec = AvroCodec.of(ModelBroadcast.class);
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
    Header header = changed.headers().lastHeader(Event.HEADER);
    String event =
        header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    InvalidationRule.apply(event, changed.key(), invalidations);
    if (event != null && LISTED.stream().anyMatch(model -> Event.isOf(event, model))) {
      invalidateLists(changed.value());
    }
  }

  /** Only the row has the lists that it was or is in; without it, it may be in any. */
  private void invalidateLists(byte @Nullable [] value) {
    try {
      EdgeKey.ofLists(codec.decode(value)).forEach(invalidations::invalidateList);
    } catch (UndecodableException e) {
      invalidations.invalidateList(EdgeKey.ALL);
    }
  }

  @Override
  public void tick() {
    invalidations.repeat();
  }
}
