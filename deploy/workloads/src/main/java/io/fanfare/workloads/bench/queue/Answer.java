package io.fanfare.workloads.bench.queue;

/**
 * What became of a request.
 *
 * @param due when it should have been sent, ns
 * @param service how long its server takes for it, ns; 0 if nobody knows
 * @param took from when it was due until the answer was there, ns
 * @param status of the answer; 0 if there is none
 */
record Answer(long due, long service, long took, int status) {

  private static final int OK = 200;
  private static final int BUSY = 503;

  boolean isAccepted() {
    return status == OK;
  }

  boolean isRefused() {
    return status == BUSY;
  }

  /** When the answer was there. */
  long end() {
    return due + took;
  }

  /** All that is not work: waiting, and what lies between client and server. */
  long beside() {
    return took - service;
  }
}
