package io.fanfare.ops.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the connector continues after a restart, as Connect keeps it.
 *
 * @param changedAt when the last captured change before it was made, by the source's clock: the
 *     position itself may be later, if others than captured tables have changed since; null if
 *     there was none since the connector was started
 */
public record CommittedPosition(BinlogPosition position, @Nullable Instant changedAt) {

  /**
   * Reads what {@link io.fanfare.ops.setup.SourceConnector#position} returns; empty if the
   * connector has no position yet, or is within its snapshot.
   */
  public static Optional<CommittedPosition> in(JsonNode kept) {
    JsonNode offset = kept.path("offset");
    if (!offset.has("file") || offset.hasNonNull("snapshot")) {
      return Optional.empty();
    }
    return Optional.of(
        new CommittedPosition(
            new BinlogPosition(offset.path("file").asText(), offset.path("pos").asLong()),
            offset.hasNonNull("ts_sec")
                ? Instant.ofEpochSecond(offset.path("ts_sec").asLong())
                : null));
  }
}
