package io.fanfare.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.fanfare.api.errors.ErrorKind;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports whether the server runs, and whether it should get requests: not while a server is
 * missing that every answer needs, nor when it is about to stop.
 */
public final class HealthHandler {

  static final String LIVE = "/health/live";
  static final String READY = "/health/ready";

  private static final String NOT_READY = ErrorKind.NOT_READY.code();

  private final Supplier<Missing> missing;
  private volatile boolean draining;

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
  public HealthHandler(Supplier<Missing> missing) {
    this.missing = missing;
  }

  /** From now on the server is not ready, so that balancers send their requests to others. */
  public void drain() {
    draining = true;
  }

  /** Serves both paths to those who watch the server, with any parameters. */
  public void register(RoutesConfig routes) {
    Routes.serve(routes, LIVE, this::live);
    Routes.serve(routes, READY, this::ready);
  }

  void live(Context context) {
    Json.answer(context, 200, new HealthView("live", null, null, null, null));
  }

  void ready(Context context) {
    Missing now = missing.get();
    if (draining) {
      String message = "The server is about to stop: send requests to another one.";
      Json.answer(context, 503, new HealthView("draining", 503, NOT_READY, message, null));
    } else if (!now.required().isEmpty()) {
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
