package io.fanfare.api.http;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every failure in the format of the API's errors. The details of an internal failure are
 * logged only.
 */
final class ErrorAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final String link;

  /**
   * @param link where the API is described
   */
  ErrorAnswers(String link) {
    this.link = link;
  }

  void register(JavalinConfig config) {
    RoutesConfig routes = config.routes;
    routes.exception(ApiException.class, this::answerApiError);
    routes.exception(UnauthorizedException.class, this::answerUnauthorized);
    routes.exception(UnavailableException.class, this::answerUnavailable);
    routes.exception(HttpResponseException.class, this::answerRejected);
    routes.exception(Exception.class, this::answerFailed);
    config.router.javaLangErrorHandler(this::answerBroken);
    config.jetty.modifyServer(server -> server.setErrorHandler(new JettyErrors(this)));
  }

  ErrorView view(int status, String message) {
    return new ErrorView(status, message, link);
  }

  private void answer(Context context, int status, String message) {
    Json.answer(context, status, view(status, message));
  }

  private void answer(Context context, ApiException e) {
    answer(context, e.status(), e.reason());
  }

  private void answerApiError(ApiException e, Context context) {
    if (e.status() == 429) {
      context.header("Retry-After", "10");
    }
    answer(context, e);
  }

  private void answerUnauthorized(UnauthorizedException e, Context context) {
    context.header("WWW-Authenticate", e.challenge());
    answer(context, e);
  }

  private void answerUnavailable(UnavailableException e, Context context) {
    Throwable cause = e.getCause();
    LOG.warn("{} ({})", e.reason(), cause == null ? "not connected or full" : cause.toString());
    context.header("Retry-After", "1");
    answer(context, e);
  }

  /** Requests that Javalin rejects: unknown paths, other methods. */
  private void answerRejected(HttpResponseException e, Context context) {
    // Javalin lists the methods under a name that depends on what the client accepts.
    String allowed = String.join(", ", e.getDetails().values());
    if (e instanceof MethodNotAllowedResponse) {
      context.header("Allow", allowed);
    }
    String message =
        switch (e.getStatus()) {
          case 404 -> "There is nothing at this path.";
          case 405 -> "This path accepts only " + allowed + ".";
          case 413 -> "The body is larger than 1 MB: send less at a time.";
          default -> "The request can't be answered.";
        };
    answer(context, e.getStatus(), message);
  }

  private void answerFailed(Exception e, Context context) {
    LOG.error("{} {} failed", context.method(), context.path(), e);
    answer(context, 500, internalError(RequestIds.of(context)));
  }

  private static String internalError(String requestId) {
    return "The server failed; its log has the details of the request %s.".formatted(requestId);
  }

  private void answerBroken(HttpServletResponse response, Error error) {
    LOG.error("A request failed", error);
    String id = response.getHeader(RequestIds.HEADER);
    response.setStatus(500);
    response.setContentType(Json.CONTENT_TYPE);
    try {
      response.getOutputStream().write(Json.bytes(view(500, internalError(id == null ? "" : id))));
    } catch (IOException e) {
      LOG.debug("The client disconnected", e);
    }
  }
}
