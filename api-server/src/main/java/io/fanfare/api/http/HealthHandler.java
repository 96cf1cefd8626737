package io.fanfare.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.parameters.QueryParameters;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reports whether the server runs, and whether its dependencies answer. */
final class HealthHandler {

  private static final String NOT_READY = ErrorKind.NOT_READY.code();

  private final Supplier<Missing> missing;

  /** The answer of both; it also has the fields of an error if it is one. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record HealthView(
      String status,
      @Nullable Integer code,
      @JsonProperty("error_code") @Nullable String errorCode,
      @Nullable String message,
      @Nullable Set<String> missing) {}

  /**
   * @param missing the names of the dependencies that do not answer
   */
  HealthHandler(Supplier<Missing> missing) {
    this.missing = missing;
  }

  void live(Context context) {
    QueryParameters.refuseAll(context.queryParamMap());
    Json.answer(context, 200, new HealthView("live", null, null, null, null));
  }

  void ready(Context context) {
    QueryParameters.refuseAll(context.queryParamMap());
    Missing now = missing.get();
    if (!now.required().isEmpty()) {
      String message = "Waiting for " + String.join(", ", now.required()) + ".";
      Json.answer(context, 503, new HealthView("waiting", 503, NOT_READY, message, now.required()));
    } else if (now.optional().isEmpty()) {
      Json.answer(context, 200, new HealthView("ready", null, null, null, null));
    } else {
      String message = "Requests that need " + String.join(", ", now.optional()) + " fail for now.";
      Json.answer(context, 200, new HealthView("ready", null, null, message, now.optional()));
    }
  }
}
