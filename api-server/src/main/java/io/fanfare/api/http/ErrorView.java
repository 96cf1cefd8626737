package io.fanfare.api.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The schema `Error` of SoundCloud's public API, with the kind of the error.
 *
 * @param code the HTTP status
 * @param errorCode the kind; the field `code` is a number in SoundCloud's schema
 * @param message one sentence: what is wrong and what to do
 * @param link where the API is described
 */
@JsonNaming(SnakeCaseStrategy.class)
record ErrorView(int code, String errorCode, String message, String link) {}
