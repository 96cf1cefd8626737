package io.fanfare.api.http;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
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

  /**
   * The body of an error.
   *
   * @param status the HTTP status, which for errors of HTTP itself is not that of their kind
   */
  byte[] body(ErrorFormat format, int status, ErrorKind kind, String message) {
    String code = kind.code();
    return Json.bytes(
        switch (format) {
          case API -> new ErrorView(status, code, message, link);
          case PROBLEM -> new ProblemView(link + "#" + code, kind.title(), status, message, code);
        });
  }

  private void answer(Context context, int status, ErrorKind kind, String message) {
    ErrorFormat format = ErrorFormat.accepted(context.header("Accept"));
    Vary.by(context, "Accept");
    context
        .status(status)
        .contentType(format.contentType())
        .result(body(format, status, kind, message));
  }

  private void answer(Context context, ApiException e) {
    answer(context, e.status(), e.kind(), e.reason());
  }

  private void answerApiError(ApiException e, Context context) {
    if (e.status() == 429 && context.res().getHeader("Retry-After") == null) {
      context.header("Retry-After", "10");
    }
    if (e.kind() == ErrorKind.ENCODING_UNSUPPORTED) {
      context.header("Accept-Encoding", "gzip");
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
    int status = e.getStatus();
    switch (status) {
      case 404 -> answer(context, 404, ErrorKind.NOT_FOUND, "There is nothing at this path.");
      case 405 ->
          answer(
              context,
              405,
              ErrorKind.METHOD_NOT_ALLOWED,
              "This path accepts only " + allowed + ".");
      case 413 -> answer(context, 413, ErrorKind.BODY_TOO_LARGE, RequestBody.TOO_LARGE);
      default ->
          answer(context, status, ErrorKind.REQUEST_INVALID, "The request can't be answered.");
    }
  }

  private void answerFailed(Exception e, Context context) {
    LOG.error("{} {} failed", context.method(), context.path(), e);
    answer(context, 500, ErrorKind.INTERNAL, internalError(RequestIds.of(context)));
  }

  private static String internalError(String requestId) {
    return "The server failed; its log has the details of the request %s.".formatted(requestId);
  }

  /** The request is not known here, so the format is always the API's own. */
  private void answerBroken(HttpServletResponse response, Error error) {
    LOG.error("A request failed", error);
    String id = response.getHeader(RequestIds.HEADER);
    response.setStatus(500);
    response.setContentType(ErrorFormat.API.contentType());
    try {
      response
          .getOutputStream()
          .write(
              body(ErrorFormat.API, 500, ErrorKind.INTERNAL, internalError(id == null ? "" : id)));
    } catch (IOException e) {
      LOG.debug("The client disconnected", e);
    }
  }
}
