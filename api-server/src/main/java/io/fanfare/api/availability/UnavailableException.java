package io.fanfare.api.availability;

import org.jspecify.annotations.Nullable;

/** Something that an answer needs is absent or too busy now; the message is one sentence. */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public UnavailableException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
