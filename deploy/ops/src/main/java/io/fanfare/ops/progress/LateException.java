package io.fanfare.ops.progress;

import io.fanfare.ops.OperationException;

/** A wait has ended before what it waits for; that may still be on its way. */
public final class LateException extends OperationException {

  private static final long serialVersionUID = 1L;

  LateException(String message) {
    super(message);
  }
}
