package io.fanfare.api.presentation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the type `rich` of oEmbed 1.0.
 *
 * @param width pixels
 * @param height pixels
 * @param html what a site puts into its page
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record OEmbedView(
    String version,
    String type,
    String providerName,
    String providerUrl,
    @Nullable String title,
    @Nullable String authorName,
    @Nullable String authorUrl,
    int width,
    int height,
    String html) {}
