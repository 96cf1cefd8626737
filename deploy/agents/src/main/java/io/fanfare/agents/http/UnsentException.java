package io.fanfare.agents.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that was not begun, so that its receiver cannot have got it. */
final class UnsentException extends IOException {

  private static final long serialVersionUID = 1L;

  UnsentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
