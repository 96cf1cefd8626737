package io.fanfare.api.presentation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * SoundCloud's schema `Track`. Unknown fields are left out.
 *
 * @param duration milliseconds
 * @param playbackCount plays of all time, some seconds old
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record TrackView(
    String kind,
    String urn,
    String uri,
    @Nullable String permalinkUrl,
    @Nullable String title,
    @Nullable String description,
    @Nullable String genre,
    @Nullable String tagList,
    @Nullable Long duration,
    @Nullable Integer bpm,
    @Nullable String license,
    @Nullable String artworkUrl,
    String sharing,
    String access,
    @Nullable String createdAt,
    @Nullable Long playbackCount,
    UserView user)
    implements OriginView {}
