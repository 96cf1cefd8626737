package io.fanfare.api.closeness;

import io.fanfare.connectors.cassandra.SelectCloseness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many likes, reposts and comments a recipient has on what an actor owns. */
public record Closeness(long likes, long reposts, long comments) {

  public static final Closeness NONE = new Closeness(0, 0, 0);

  /** Closeness by actor; an actor without interactions is left out. */
  public static Map<Long, Closeness> byActor(List<SelectCloseness.Count> counts) {
    Map<Long, Closeness> byActor = new HashMap<>();
    counts.forEach(count -> byActor.merge(count.actorId(), of(count), Closeness::plus));
    return byActor;
  }

  private static Closeness of(SelectCloseness.Count count) {
    long interactions = count.interactions();
    return switch (count.kind()) {
      case TRACK_LIKE, PLAYLIST_LIKE -> new Closeness(interactions, 0, 0);
      case TRACK_REPOST, PLAYLIST_REPOST -> new Closeness(0, interactions, 0);
      case COMMENT -> new Closeness(0, 0, interactions);
    };
  }

  private Closeness plus(Closeness other) {
    return new Closeness(likes + other.likes, reposts + other.reposts, comments + other.comments);
  }
}
