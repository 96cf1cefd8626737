package io.fanfare.agents.http;

import java.io.IOException;

/** A request that was not made, since no request may ever go to its target. */
public final class ForbiddenTargetException extends IOException {

  private static final long serialVersionUID = 1L;

  ForbiddenTargetException(String sentence) {
    super(sentence);
  }
}
