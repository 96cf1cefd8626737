package io.fanfare.schemas.edge;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.models.ModelBroadcast;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the capture is catching up with the source: then it appends changes that were committed
 * long before, and the source has changes that no reader of `models` knows. Heartbeats come all the
 * same. The clocks of source and broker make the delay, so a broker that is ahead makes every
 * change late: a cache is then used less than it could be. One thread reports; any thread asks.
 */
public final class CatchUp {

  /** Two seconds for the way of a change, and one because MariaDB has whole seconds. */
  static final Duration LATE = Duration.ofSeconds(3);

  private static final AvroCodec<ModelBroadcast> CODEC = AvroCodec.of(ModelBroadcast.class);

  private final LongSupplier nanoTime;
  private volatile @Nullable Long lateAt;

  public CatchUp(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * A record of `models` was read. Of those that were read together, the last one is enough.
   *
   * @param appendedMillis when the log appended it, in ms since the epoch
   */
  public void read(byte @Nullable [] value, long appendedMillis) {
    if (isLate(value, appendedMillis)) {
      lateAt = nanoTime.getAsLong();
    }
  }

  private static boolean isLate(byte @Nullable [] value, long appendedMillis) {
    try {
      ModelBroadcast change = CODEC.decode(value);
      // Rows of a snapshot and of a refresh are older than the record, and tell of no change.
      return change.getSource() != null
          && !change.getSnapshot()
          && !change.getRefresh()
          && appendedMillis - change.getSource().getCommittedAt() / 1_000 > LATE.toMillis();
    } catch (UndecodableException e) {
      return false;
    }
  }

  /** Whether a change came late within the last three seconds. */
  public boolean isGoingOn() {
    Long at = lateAt;
    return at != null && nanoTime.getAsLong() - at <= LATE.toNanos();
  }
}
