package io.fanfare.local.pipeline;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.HangingTransactions;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.progress.Heartbeats;
import io.fanfare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** The heartbeats of the capture, as they arrive in Kafka. */
interface Pulse {

  /** Who looks again and again must not wait for a Kafka that is away. */
  Duration ANSWER = Duration.ofSeconds(5);

  /** The topics that the connector's transactions write to. */
  List<String> TRANSACTIONAL = List.of(Topics.MODELS, Topics.HEARTBEATS, "connect-offsets");

  /**
   * Whether one has arrived after a time.
   *
   * @throws KafkaException if Kafka does not answer
   */
  boolean arrivedAfter(Instant time);

  /**
   * A number that grows with each of them.
   *
   * @throws KafkaException if Kafka does not answer
   */
  long count();

  /** Whether the source answers: without it, there are none. */
  boolean isDue();

  /**
   * Ends what keeps Connect and readers of `models` from reading on, if there is any such thing.
   *
   * @return whether there was
   */
  boolean isFreed() throws InterruptedException;

  /** Each look opens its own connection: Kafka may have been away. */
  static Pulse of(Supplier<PipelineAccess> access) {
    return new Pulse() {
      @Override
      public boolean arrivedAfter(Instant time) {
        try (Heartbeats heartbeats = heartbeats()) {
          return heartbeats.arrivedAfter(time);
        }
      }

      @Override
      public long count() {
        try (Heartbeats heartbeats = heartbeats()) {
          return heartbeats.end();
        }
      }

      @Override
      public boolean isDue() {
        try {
          new AllViews(access.get()).sourceEnd();
          return true;
        } catch (OperationException e) {
          return false;
        }
      }

      @Override
      public boolean isFreed() throws InterruptedException {
        try {
          return HangingTransactions.abort(access.get().kafka(), TRANSACTIONAL) > 0;
        } catch (OperationException e) {
          return false;
        }
      }

      private Heartbeats heartbeats() {
        return new Heartbeats(access.get().kafka(), ANSWER);
      }
    };
  }
}
