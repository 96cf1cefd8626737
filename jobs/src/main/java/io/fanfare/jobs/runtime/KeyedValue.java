package io.fanfare.jobs.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * A value in the state of the current key, for rules that know no Flink. A failure of the state
 * backend fails the job.
 */
public final class KeyedValue<V> {

  private final ValueState<V> state;

  /**
   * @param name that savepoints find the state by: never to be changed
   */
  public KeyedValue(RuntimeContext context, String name, TypeInformation<V> type) {
    this.state = context.getState(new ValueStateDescriptor<>(name, type));
  }

  public @Nullable V get() {
    try {
      return state.value();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read state", e);
    }
  }

  /** Null removes the value. */
  public void set(@Nullable V value) {
    try {
      if (value == null) {
        state.clear();
      } else {
        state.update(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write state", e);
    }
  }
}
