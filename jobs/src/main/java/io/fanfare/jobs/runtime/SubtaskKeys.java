package io.fanfare.jobs.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Keys that reach every parallel subtask of a keyed operator. What is sent to one of them takes the
 * same channel as all that is sent to that subtask, and so stays behind what was sent before it.
 */
public final class SubtaskKeys {

  private SubtaskKeys() {}

  /**
   * One key for each subtask, in their order.
   *
   * @param key makes as many different keys as are asked for; keys that no data has are best
   */
  public static <K> List<K> of(int parallelism, LongFunction<K> key) {
    List<K> keys = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      long candidate = 0;
      while (subtaskOf(key.apply(candidate), parallelism) != subtask) {
        candidate++;
      }
      keys.add(key.apply(candidate));
    }
    return keys;
  }

  /** The subtask that Flink gives a key to. */
  public static int subtaskOf(Object key, int parallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        key, JobEnvironment.MAX_PARALLELISM, parallelism);
  }
}
