package io.fanfare.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether the server runs, and whether it can answer. */
final class HealthHandler {

  private final Supplier<Missing> missing;

  /** The answer of both; an error's fields besides where it is one. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record HealthView(
      String status,
      @Nullable Integer code,
      @Nullable String message,
      @Nullable Set<String> missing) {}

  /**
   * @param missing names of what does not answer
   */
  HealthHandler(Supplier<Missing> missing) {
    this.missing = missing;
  }

  void live(Context context) {
    Json.answer(context, 200, new HealthView("live", null, null, null));
  }

  void ready(Context context) {
    Missing now = missing.get();
    if (!now.needed().isEmpty()) {
      String message = "Waiting for " + String.join(", ", now.needed()) + ".";
      Json.answer(context, 503, new HealthView("waiting", 503, message, now.needed()));
    } else if (now.besides().isEmpty()) {
      Json.answer(context, 200, new HealthView("ready", null, null, null));
    } else {
      String message = "Only what needs " + String.join(", ", now.besides()) + " has to wait.";
      Json.answer(context, 200, new HealthView("ready", null, message, now.besides()));
    }
  }
}
