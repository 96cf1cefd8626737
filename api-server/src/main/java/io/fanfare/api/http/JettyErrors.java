package io.fanfare.api.http;

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
    String sentence =
        switch (code) {
          // Such as `OPTIONS *`, which asks for all paths at once.
          case 404 -> "There is nothing at this path.";
          default ->
              code < 500 ? "The request is not valid HTTP, or too long." : "The server failed.";
        };
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Json.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(Json.bytes(errors.view(code, sentence))), callback);
  }
}
