package io.fanfare.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether the server runs, and whether it can answer. */
final class HealthHandler {

  private final Supplier<Set<String>> missing;

  /** The answer of both; an error's fields besides where it is none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record HealthView(
      String status,
      @Nullable Integer code,
      @Nullable String message,
      @Nullable Set<String> missing) {}

  /**
   * @param missing names of what does not answer
   */
  HealthHandler(Supplier<Set<String>> missing) {
    this.missing = missing;
  }

  void live(Context context) {
    Json.answer(context, 200, new HealthView("live", null, null, null));
  }

  void ready(Context context) {
    Set<String> names = missing.get();
    if (names.isEmpty()) {
      Json.answer(context, 200, new HealthView("ready", null, null, null));
      return;
    }
    String message = "Waiting for " + String.join(", ", names) + ".";
    Json.answer(context, 503, new HealthView("waiting", 503, message, names));
  }
}
