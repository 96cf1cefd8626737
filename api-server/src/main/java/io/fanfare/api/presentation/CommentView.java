package io.fanfare.api.presentation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * SoundCloud's schema `Comment`. Unknown fields are left out.
 *
 * @param timestamp where in the track, in milliseconds; SoundCloud writes it as text
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record CommentView(
    String kind,
    String urn,
    @Nullable String body,
    @Nullable String timestamp,
    @Nullable String createdAt,
    String trackUrn,
    String userUrn,
    UserView user) {}
