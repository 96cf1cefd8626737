package io.fanfare.api.presentation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * What a single playlist of SoundCloud's schema `Playlist` has besides. Unknown counts are left
 * out.
 *
 * @param trackCount of the tracks that everybody may see
 * @param duration of these tracks together, ms
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record PlaylistCounts(@Nullable Long trackCount, @Nullable Long duration) {}
