package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Tells whether a write failed because of what it says, so that to say it again is no use. */
public final class StoreRejection {

  private StoreRejection() {}

  /**
   * One sentence, if the store rejects this write for good; null if the store only could not do it
   * now.
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
      // A table that is not there is the store's failing, not the record's.
      String message = String.valueOf(invalid.getMessage()).toLowerCase(Locale.ROOT);
      return !message.contains("unconfigured table") && !message.contains("does not exist");
    }
    return cause instanceof SyntaxError
        || cause instanceof InvalidConfigurationInQueryException
        || cause instanceof CodecNotFoundException
        || cause instanceof IllegalArgumentException;
  }
}
