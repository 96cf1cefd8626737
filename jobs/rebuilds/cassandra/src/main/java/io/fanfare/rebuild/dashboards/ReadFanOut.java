package io.fanfare.rebuild.dashboards;

import java.util.function.Consumer;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the state of each key of an operator of the fan-out job.
 *
 * <p>A key for which a reader emits nothing ends Flink's input without any error, and all later
 * keys of the split are missing: its source takes the absence of a record for the end. So this
 * emits {@link FanOut#nothing} for such a key.
 *
 * @param <K> the key
 */
abstract class ReadFanOut<K> extends KeyedStateReaderFunction<K, FanOut> {

  private static final long serialVersionUID = 1L;

  /** Emits what there is to write of a key, if anything. */
  protected abstract void read(K key, Consumer<FanOut> out);

  @Override
  public final void readKey(K key, Context context, Collector<FanOut> out) {
    boolean[] isEmpty = {true};
    read(
        key,
        some -> {
          isEmpty[0] = false;
          out.collect(some);
        });
    if (isEmpty[0]) {
      out.collect(FanOut.nothing());
    }
  }
}
