package io.fanfare.workloads.bench.queue;

import java.util.Map;

/**
 * A request to be sent.
 *
 * @param service how long its server takes for it, ns; 0 if nobody knows
 */
record Request(String path, Map<String, String> headers, long service) {

  /** To a server whose times are known. */
  static Request timed(long nanos) {
    return new Request(TimedServer.path(nanos), Map.of(), nanos);
  }

  static Request of(String path) {
    return new Request(path, Map.of(), 0);
  }
}
