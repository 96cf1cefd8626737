package io.fanfare.ops.progress;

import io.fanfare.ops.OperationException;

/** Somebody waited as long as they would; what was waited for may be on its way still. */
public final class LateException extends OperationException {

  private static final long serialVersionUID = 1L;

  LateException(String message) {
    super(message);
  }
}
