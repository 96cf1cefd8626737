package io.fanfare.api.http;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.pipeline.PipelineState;
import io.fanfare.api.pipeline.PipelineState.Answer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page at `/ops`, and the values that it shows. */
public final class OpsPage {

  private static final Logger LOG = LoggerFactory.getLogger(OpsPage.class);

  private final PipelineState pipeline;

  public OpsPage(PipelineState pipeline) {
    this.pipeline = pipeline;
  }

  public void register(RoutesConfig routes) {
    routes.before(context -> context.header("X-Content-Type-Options", "nosniff"));
    PageFiles.ofOperators().register(routes);
    Routes.serve(routes, "/ops/state", this::state);
  }

  private void state(Context context) {
    context.header("Cache-Control", "no-store");
    context.future(
        () -> pipeline.current().handle((answer, failure) -> answer(context, answer, failure)));
  }

  private static @Nullable Void answer(
      Context context, @Nullable Answer answer, @Nullable Throwable failure) {
    if (answer != null) {
      Json.answer(context, 200, Map.of("as_of", answer.asOf(), "series", answer.series()));
      return null;
    }
    UnavailableException known = failure == null ? null : UnavailableException.in(failure);
    if (known == null) {
      LOG.error("The state of the pipeline cannot be read", failure);
    }
    ErrorKind kind = known == null ? ErrorKind.INTERNAL : known.kind();
    String message = known == null ? "The server failed; its log has the details." : known.reason();
    Json.answer(
        context,
        kind.status(),
        Map.of("code", kind.status(), "error_code", kind.code(), "message", message));
    return null;
  }
}
