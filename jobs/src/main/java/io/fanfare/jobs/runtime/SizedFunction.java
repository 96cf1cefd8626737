package io.fanfare.jobs.runtime;

import org.apache.flink.streaming.api.functions.async.AsyncFunction;

/** An async function that bounds the size of what it has in flight, not only its number. */
public interface SizedFunction<IN, OUT> extends AsyncFunction<IN, OUT> {

  /**
   * Reserves room for an element until its result is complete.
   *
   * @return false if there is no room yet; always true if nothing is in flight
   */
  boolean reserve(IN element);
}
