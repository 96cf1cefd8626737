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

  /** Emits all that the state of the current key holds, parked work included. */
  protected abstract void rewrite(K key, Collector<OUT> out);

  final void beginRewriting() {
    markers().setParked(allKeys, Long.MIN_VALUE);
  }

  final void rewriteKey(K key, Collector<OUT> out) {
    rewrite(key, out);
    noteParked(key, false);
  }

  final void endRewriting(Collector<OUT> out) {
    markers().setParked(allKeys, null);
    forwardMarkers(out);
  }
}
