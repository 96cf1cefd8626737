package io.fanfare.api.presentation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** SoundCloud's schema `Playlist`, without its tracks. Unknown fields are left out. */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record PlaylistView(
    String kind,
    String urn,
    String uri,
    @Nullable String permalinkUrl,
    @Nullable String title,
    @Nullable String description,
    @Nullable String genre,
    @Nullable String tagList,
    @Nullable String artworkUrl,
    String sharing,
    @Nullable String createdAt,
    UserView user)
    implements OriginView {}
