package io.fanfare.ops.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one change has caused on one topic.
 *
 * @param topic its name
 * @param records how many records are about the activity
 * @param recipients how many recipients these have together
 * @param first when the first of them was written, by the clock of the TaskManager
 * @param last when the last one was
 */
public record Effect(String topic, long records, long recipients, Instant first, Instant last) {

  /** With one more record. */
  static Effect more(@Nullable Effect effect, String topic, int recipients, Instant appended) {
    return effect == null
        ? new Effect(topic, 1, recipients, appended, appended)
        : new Effect(
            topic,
            effect.records + 1,
            effect.recipients + recipients,
            appended.isBefore(effect.first) ? appended : effect.first,
            appended.isAfter(effect.last) ? appended : effect.last);
  }
}
