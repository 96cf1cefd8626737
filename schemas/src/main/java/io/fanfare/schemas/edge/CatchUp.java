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
 * same. A cache is then used less than it could be, and nothing else depends on it, because the
 * delay is not exact: the clocks of source and broker make it, and on MariaDB a change has the time
 * at which its statement began. So a broker whose clock is ahead, or a statement of more than three
 * seconds, counts as late, too. One thread reports; any thread asks.
 */
public final class CatchUp {

  /** Two seconds for the way of a change, and one because MariaDB has whole seconds. */
  static final Duration LATE = Duration.ofSeconds(3);

  private static final Duration MOMENT = Duration.ofMillis(50);

  private static final AvroCodec<ModelBroadcast> CODEC = AvroCodec.of(ModelBroadcast.class);

  private final LongSupplier nanoTime;
  private volatile @Nullable Long lateAt;

  /** Of the one thread that reports. */
  private @Nullable Long judgedAt;

  public CatchUp(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * A record of `models` was read. Of several changes within a moment, one is looked at.
   *
   * @param appendedMillis when the log appended it, in ms since the epoch
   */
  public void read(byte @Nullable [] value, long appendedMillis) {
    long now = nanoTime.getAsLong();
    if (judgedAt != null && now - judgedAt < MOMENT.toNanos()) {
      return;
    }
    Long committedMillis = committedMillis(value);
    if (committedMillis == null) {
      return;
    }
    judgedAt = now;
    if (appendedMillis - committedMillis > LATE.toMillis()) {
      lateAt = now;
    }
  }

  /** Null for what is no change: rows of a snapshot or a refresh are older than their record. */
  private static @Nullable Long committedMillis(byte @Nullable [] value) {
    try {
      ModelBroadcast change = CODEC.decode(value);
      return change.getSource() == null || change.getSnapshot() || change.getRefresh()
          ? null
          : change.getSource().getCommittedAt() / 1_000;
    } catch (UndecodableException e) {
      return null;
    }
  }

  /** Whether a change came late within the last three seconds. */
  public boolean isGoingOn() {
    Long at = lateAt;
    return at != null && nanoTime.getAsLong() - at <= LATE.toNanos();
  }
}
