package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Detects writes that Cassandra rejects for their content, so that a retry is useless. */
public final class StoreRejection {

  private StoreRejection() {}

  /**
   * The reason, in one sentence, if Cassandra rejects the write for good; null if a later retry may
   * succeed.
   */
  public static @Nullable String of(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return isRejection(cause) ? "Cassandra rejects the write: " + cause.getMessage() + "." : null;
  }

  private static boolean isRejection(Throwable cause) {
    if (cause instanceof InvalidQueryException invalid) {
      // A missing table is a problem of the store, not of the record.
      String message = String.valueOf(invalid.getMessage()).toLowerCase(Locale.ROOT);
      return !message.contains("unconfigured table") && !message.contains("does not exist");
    }
    return cause instanceof SyntaxError
        || cause instanceof InvalidConfigurationInQueryException
        || cause instanceof CodecNotFoundException
        || cause instanceof IllegalArgumentException;
  }
}
