package io.fanfare.jobs.runtime;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/**
 * A parking function that can re-emit the full state of a key, to fill an empty store: see {@link
 * RewritingOperator}. Markers wait until all keys are rewritten.
 */
public abstract class RewritingFunction<K, IN, OUT> extends ParkingFunction<K, IN, OUT> {

  private static final long serialVersionUID = 1L;

  private final K allKeys;

  /**
   * @param allKeys stands for all keys while they are rewritten; no element has it. Checkpoints
   *     hold it, so it must never change
   */
  protected RewritingFunction(TypeInformation<K> keyType, K allKeys) {
    super(keyType);
    this.allKeys = allKeys;
  }

  /**
   * Emits all that the state of the current key holds, parked work included, or a quantum of it;
   * returns true if {@link #resume} must emit the rest.
   */
  protected abstract boolean rewrite(K key, Collector<OUT> out);

  final void beginRewriting() {
    markers().setParked(allKeys, Long.MIN_VALUE);
  }

  /**
   * Emits a quantum of the current key; returns true if some of it is left.
   *
   * @param isBegun whether a quantum of it was emitted before
   */
  final boolean rewriteKey(K key, boolean isBegun, Collector<OUT> out) {
    boolean isLeft = isBegun ? resume(key, out) : rewrite(key, out);
    noteParked(key, isLeft);
    return isLeft;
  }

  final void endRewriting(Collector<OUT> out) {
    markers().setParked(allKeys, null);
    forwardMarkers(out);
  }
}
