package io.fanfare.api.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A problem by RFC 9457.
 *
 * @param type identifies the kind of the error
 * @param title one sentence that is the same for all errors of this kind
 * @param status the HTTP status
 * @param detail one sentence: what is wrong and what to do
 * @param errorCode the kind, as in {@link ErrorView}
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProblemView(String type, String title, int status, String detail, String errorCode) {}
