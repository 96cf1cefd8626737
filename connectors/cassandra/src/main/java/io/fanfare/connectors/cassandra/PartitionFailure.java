package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.servererrors.QueryConsistencyException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import java.util.concurrent.CompletionException;

/**
 * Detects that too few replicas of a partition answered. While some nodes are down, that is so for
 * some partitions alone, and a statement for many of them fails although most could be read.
 */
final class PartitionFailure {

  private PartitionFailure() {}

  static boolean is(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof UnavailableException || cause instanceof QueryConsistencyException;
  }
}
