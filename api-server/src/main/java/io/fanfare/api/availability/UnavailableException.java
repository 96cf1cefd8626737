package io.fanfare.api.availability;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import org.jspecify.annotations.Nullable;

/** A server that the answer needs is absent or too busy: status 503. */
public final class UnavailableException extends ApiException {

  private static final long serialVersionUID = 1L;

  public UnavailableException(String reason, @Nullable Throwable cause) {
    super(ErrorKind.UNAVAILABLE, reason, cause);
  }

  /** The one that a result failed with; null if it failed with anything else. */
  public static @Nullable UnavailableException in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnavailableException unavailable) {
        return unavailable;
      }
    }
    return null;
  }
}
