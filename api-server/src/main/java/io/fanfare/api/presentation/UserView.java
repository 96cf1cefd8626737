package io.fanfare.api.presentation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** SoundCloud's schema `User`. Unknown fields are left out. */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record UserView(
    String kind,
    String urn,
    String uri,
    @Nullable String username,
    @Nullable String permalink,
    @Nullable String permalinkUrl,
    @Nullable String fullName,
    @Nullable String avatarUrl,
    @Nullable String city,
    @Nullable String country,
    @Nullable String createdAt,
    @Nullable String lastModified)
    implements ResourceView {}
