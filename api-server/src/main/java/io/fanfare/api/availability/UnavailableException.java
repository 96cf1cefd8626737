package io.fanfare.api.availability;

import io.fanfare.api.errors.ApiException;
import org.jspecify.annotations.Nullable;

/** A server that the answer needs is absent or too busy: status 503. */
public final class UnavailableException extends ApiException {

  private static final long serialVersionUID = 1L;

  public UnavailableException(String reason, @Nullable Throwable cause) {
    super(503, reason, cause);
  }
}
