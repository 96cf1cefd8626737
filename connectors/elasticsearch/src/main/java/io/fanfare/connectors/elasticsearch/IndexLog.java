package io.fanfare.connectors.elasticsearch;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs when an index stops and begins to accept documents, once each. Thread-safe. */
final class IndexLog {

  private static final Logger LOG = LoggerFactory.getLogger(IndexLog.class);

  private final Set<String> rejecting = new HashSet<>();

  synchronized void accepts(String index) {
    if (rejecting.remove(index)) {
      LOG.info("Index {} accepts documents again.", index);
    }
  }

  synchronized void rejects(String index, Throwable reason) {
    if (rejecting.add(index)) {
      LOG.warn(
          "The job waits for index {}: {}. It retries the writes until they succeed.",
          index,
          reason.getMessage() == null ? reason.toString() : reason.getMessage());
    }
  }
}
