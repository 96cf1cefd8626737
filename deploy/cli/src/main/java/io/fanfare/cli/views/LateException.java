package io.fanfare.cli.views;

import io.fanfare.local.StackException;

/** Somebody waited as long as they would; what was waited for may be on its way still. */
public final class LateException extends StackException {

  private static final long serialVersionUID = 1L;

  LateException(String message) {
    super(message);
  }
}
