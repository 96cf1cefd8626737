package io.fanfare.schemas.avro;

import org.jspecify.annotations.Nullable;

/** Thrown for bytes that are not a record of the contract, or of one that cannot be true. */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason one sentence
   */
  public UndecodableException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** The reason, in one sentence. */
  public String reason() {
    return reason;
  }
}
