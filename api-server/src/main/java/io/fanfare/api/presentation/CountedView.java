package io.fanfare.api.presentation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A single track, playlist or user with its counts, as one object. Lists have the row alone: a
 * count for each row of a page would cost more than the page.
 */
public record CountedView<V extends ResourceView, C>(
    @JsonUnwrapped V row, @JsonUnwrapped C counts) {}
