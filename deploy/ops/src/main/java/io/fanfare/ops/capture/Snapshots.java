package io.fanfare.ops.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in the binlog the connector has begun snapshots. Each begins with the definitions of all
 * tables, under its position. One that is interrupted is begun again. If anything was written
 * meanwhile, the position is another one, and rows that were deleted stay known for good: the
 * second snapshot does not have them, and the binlog is read only from its end on.
 */
final class Snapshots {

  private @Nullable JsonNode last;
  private boolean isRepeated;

  /** Adds a definition that was read in a snapshot. */
  void add(JsonNode definition) {
    isRepeated |= last != null && !isOfLast(definition);
    last = definition;
  }

  /** Adds that all rows were refreshed after a snapshot had begun. */
  void addResync(JsonNode resync) {
    isRepeated &= !isOfLast(resync);
  }

  /** A definition of the last snapshot, if it was not the first and no resync has followed. */
  Optional<JsonNode> repeated() {
    return isRepeated ? Optional.ofNullable(last) : Optional.empty();
  }

  private boolean isOfLast(JsonNode record) {
    return last != null && position(record).equals(position(last));
  }

  private static String position(JsonNode record) {
    JsonNode position = record.path("position");
    return position.path("file").asText() + ":" + position.path("pos").asText();
  }
}
