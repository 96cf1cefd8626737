package io.fanfare.jobs.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * A value of the current key, for rules that know no Flink: what fails in the state backend fails
 * the job.
 */
public final class KeyedValue<V> {

  private final ValueState<V> state;

  public KeyedValue(ValueState<V> state) {
    this.state = state;
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
