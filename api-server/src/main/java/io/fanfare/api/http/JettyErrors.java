package io.fanfare.api.http;

import io.fanfare.api.errors.ErrorKind;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that Jetty rejects before Javalin sees them, in the format of the API's errors.
 */
final class JettyErrors extends ErrorHandler {

  private final ErrorAnswers errors;

  JettyErrors(ErrorAnswers errors) {
    this.errors = errors;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    ErrorKind kind =
        switch (code) {
          // Such as `OPTIONS *`, which asks for all paths at once.
          case 404 -> ErrorKind.NOT_FOUND;
          // While the server stops.
          case 503 -> ErrorKind.UNAVAILABLE;
          default -> code < 500 ? ErrorKind.REQUEST_INVALID : ErrorKind.INTERNAL;
        };
    ErrorFormat format = ErrorFormat.accepted(request.getHeaders().get(HttpHeader.ACCEPT));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, format.contentType());
    if (kind == ErrorKind.UNAVAILABLE) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    byte[] body = errors.body(format, code, kind, kind.title());
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
