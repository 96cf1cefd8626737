package io.fanfare.jobs.runtime;

import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * A map of the current key, for rules that know no Flink: what fails in the state backend fails the
 * job.
 */
public final class KeyedMap<K, V> {

  private final MapState<K, V> state;

  public KeyedMap(MapState<K, V> state) {
    this.state = state;
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
