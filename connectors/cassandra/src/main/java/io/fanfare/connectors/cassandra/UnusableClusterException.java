package io.fanfare.connectors.cassandra;

/** Thrown if a cluster cannot be used as it is configured: its message is one sentence. */
public final class UnusableClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
