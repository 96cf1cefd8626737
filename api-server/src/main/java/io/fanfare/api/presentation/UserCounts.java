package io.fanfare.api.presentation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * What a single user of SoundCloud's schema `User` has besides. Unknown counts are left out.
 *
 * @param trackCount those that everybody may see
 * @param playlistCount those that everybody may see
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record UserCounts(
    @Nullable Long followersCount,
    @Nullable Long followingsCount,
    @Nullable Long trackCount,
    @Nullable Long playlistCount) {}
