package io.fanfare.api.http;

/**
 * The schema `Error` of SoundCloud's public API.
 *
 * @param code the HTTP status
 * @param message one sentence: what is wrong and what to do
 * @param link where the API is described
 */
record ErrorView(int code, String message, String link) {}
