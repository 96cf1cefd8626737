package io.fanfare.connectors.elasticsearch;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** An index will never take a document, because of what it says. */
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

  /** The sentence, if a write failed for this; null if Elasticsearch only could not do it now. */
  public static @Nullable String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof DocumentRejectedException rejected ? rejected.reason : null;
  }
}
