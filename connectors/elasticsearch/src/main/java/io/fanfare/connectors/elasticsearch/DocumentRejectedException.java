package io.fanfare.connectors.elasticsearch;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Thrown if an index will never accept a document, because of its content. */
public final class DocumentRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason one sentence
   */
  DocumentRejectedException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** The reason, if a write failed for this; null if a retry may succeed. */
  public static @Nullable String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof DocumentRejectedException rejected ? rejected.reason : null;
  }
}
