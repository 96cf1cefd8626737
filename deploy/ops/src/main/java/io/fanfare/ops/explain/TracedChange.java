package io.fanfare.ops.explain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change in `models`, and what it has caused.
 *
 * @param version of the change
 * @param event such as `create.Track`; null if it is a change of another row, such as a follow
 * @param offset in `models`
 * @param appended when it was appended to `models`, by the broker's clock; null if `models` no
 *     longer has it
 * @param effects in the order of the stages
 */
public record TracedChange(
    long version,
    @Nullable String event,
    long offset,
    @Nullable Instant appended,
    List<Effect> effects) {}
