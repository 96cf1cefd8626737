package io.fanfare.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.topics.TopicReader;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.edge.CatchUp;
import io.fanfare.schemas.edge.EdgeKey;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads `models` and invalidates the rows that change. While it does not read, or the capture does
 * not bring what the source has, the cache is not used. Afterwards, it invalidates all rows: it has
 * not read the changes before.
 */
public final class ModelInvalidation implements TopicReader {

  private static final Logger LOG = LoggerFactory.getLogger(ModelInvalidation.class);
  private static final BooleanSupplier NEVER = () -> false;
  private static final List<Model> LISTED =
      Arrays.stream(Model.values()).filter(EdgeKey::isListed).toList();

  private final AvroCodec<ModelBroadcast> codec = AvroCodec.of(ModelBroadcast.class);
  private final Invalidations cache;
  private final Heartbeats heartbeats;
  private final CatchUp catchUp;
  private final RepeatedInvalidations invalidations;
  private boolean isReading;

  /** What the cache asks. This thread may wait for a broker for long, so it is not enough. */
  private BooleanSupplier isFollowed = NEVER;

  /**
   * @param heartbeats of the source
   */
  public ModelInvalidation(
      Invalidations invalidations, Heartbeats heartbeats, LongSupplier nanoTime) {
    this.cache = invalidations;
    this.heartbeats = heartbeats;
    this.catchUp = new CatchUp(nanoTime);
    cache.follow(NEVER);
    this.invalidations = new RepeatedInvalidations(invalidations, nanoTime);
  }

  /**
   * The positions are fixed already: changes before them are covered by this invalidation, changes
   * after them will be read.
   */
  @Override
  public void begin(Map<Integer, Long> positions) {
    isReading = true;
    // Also after a gap in the records, which nobody reports otherwise.
    follow(NEVER);
    follow();
  }

  @Override
  public void lost() {
    isReading = false;
    follow();
  }

  private void follow() {
    boolean canFollow = isReading && heartbeats.come() && !catchUp.isGoingOn();
    if (canFollow && !isFollowed.getAsBoolean()) {
      BooleanSupplier withoutPause = heartbeats.withoutPause();
      invalidations.invalidateAll();
      follow(withoutPause);
    } else if (!canFollow && isFollowed != NEVER) {
      if (isReading) {
        LOG.warn("The capture is late: rows are read past the cache until it is not.");
      }
      follow(NEVER);
    }
  }

  private void follow(BooleanSupplier isFollowed) {
    this.isFollowed = isFollowed;
    cache.follow(isFollowed);
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
    catchUp.read(changed.value(), changed.timestamp());
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
    follow();
    invalidations.repeat();
  }
}
