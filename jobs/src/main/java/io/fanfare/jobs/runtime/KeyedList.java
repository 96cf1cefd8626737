package io.fanfare.jobs.runtime;

import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * A list in the state of the current key, for rules that know no Flink. To append does not read
 * what is there. A failure of the state backend fails the job.
 */
public final class KeyedList<V> {

  private final ListState<V> state;

  /**
   * @param name that savepoints find the state by: never to be changed
   */
  public KeyedList(RuntimeContext context, String name, TypeInformation<V> type) {
    this.state = context.getListState(new ListStateDescriptor<>(name, type));
  }

  public Iterable<V> get() {
    try {
      return state.get();
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot read state", e);
    }
  }

  public void add(V value) {
    try {
      state.add(value);
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot write state", e);
    }
  }

  /** An empty list removes the state. */
  public void set(List<V> values) {
    try {
      if (values.isEmpty()) {
        state.clear();
      } else {
        state.update(values);
      }
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot write state", e);
    }
  }
}
