package io.fanfare.schemas.stats;

import io.fanfare.schemas.events.DomainEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How counts come about. */
public final class CountsRule {

  /** What there is of nothing. */
  public static final Counts NOTHING =
      new Counts(0L, Map.of(), Map.of(), List.of(), ByteBuffer.allocate(0));

  private CountsRule() {}

  /** What one event counts. */
  public static Counts of(DomainEvent event) {
    Long actor = event.getActorId();
    return new Counts(
        1L,
        one(event.getCountry()),
        one(event.getSource()),
        actor == null ? List.of() : List.of(actor),
        ByteBuffer.allocate(0));
  }

  private static Map<String, Long> one(@Nullable String key) {
    return key == null ? Map.of() : Map.of(key, 1L);
  }
}
