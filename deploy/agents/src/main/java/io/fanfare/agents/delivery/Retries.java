package io.fanfare.agents.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When a message that was not accepted is sent again. */
final class Retries {

  /** A receiver is left alone the longer, the longer it fails; a message expires in the end. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2));

  /** A pause is up to a fifth longer, so that receivers are not asked by all at once. */
  private static final double JITTER = 0.2;

  private Retries() {}

  /**
   * The pause after an attempt.
   *
   * @param attempt from 0 on
   * @param asked how long the receiver asked to wait; null if it did not ask
   */
  static Duration pause(int attempt, @Nullable Duration asked, RandomGenerator random) {
    Duration ours = PAUSES.get(Math.min(attempt, PAUSES.size() - 1));
    Duration longer = asked != null && asked.compareTo(ours) > 0 ? asked : ours;
    return longer.plusMillis((long) (longer.toMillis() * JITTER * random.nextDouble()));
  }
}
