package io.fanfare.jobs.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Keys that reach every parallel subtask of a keyed operator. A record for such a key takes the
 * same channel as all other records for that subtask, so it stays behind those that were sent
 * before it.
 */
public final class SubtaskKeys {

  private SubtaskKeys() {}

  /**
   * One key for each subtask, in the order of the subtasks.
   *
   * @param key makes different keys from numbers; best are keys that no data has
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

  /** The subtask that Flink assigns a key to. */
  public static int subtaskOf(Object key, int parallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        key, JobEnvironment.MAX_PARALLELISM, parallelism);
  }
}
