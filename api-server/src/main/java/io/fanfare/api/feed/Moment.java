package io.fanfare.api.feed;

import io.fanfare.api.updates.Position;
import org.jspecify.annotations.Nullable;

/**
 * A moment in the life of a dashboard. What appears later either is added after this position, or
 * was stored before and its time comes later.
 *
 * @param position in the completion events; null if the server did not know it
 * @param time µs since the epoch
 */
record Moment(@Nullable Position position, long time) {}
