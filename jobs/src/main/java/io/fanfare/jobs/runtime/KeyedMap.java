package io.fanfare.jobs.runtime;

import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * A map in the state of the current key, for rules that know no Flink. A failure of the state
 * backend fails the job.
 */
public final class KeyedMap<K, V> {

  private final MapState<K, V> state;

  /**
   * @param name that savepoints find the state by: never to be changed
   */
  public KeyedMap(
      RuntimeContext context,
      String name,
      TypeInformation<K> keyType,
      TypeInformation<V> valueType) {
    this.state = context.getMapState(new MapStateDescriptor<>(name, keyType, valueType));
  }

  public @Nullable V get(K key) {
    try {
      return state.get(key);
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot read state", e);
    }
  }

  public Iterable<Map.Entry<K, V>> entries() {
    try {
      return state.entries();
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot read state", e);
    }
  }

  public Iterable<K> keys() {
    try {
      return state.keys();
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot read state", e);
    }
  }

  public void put(K key, V value) {
    try {
      state.put(key, value);
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot write state", e);
    }
  }

  public void remove(K key) {
    try {
      state.remove(key);
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot write state", e);
    }
  }
}
