package io.fanfare.jobs.runtime;

import io.fanfare.schemas.progress.MarkerCopy;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.TaskInfo;

/**
 * Copies of a marker. Where the records of a job are partitioned, each parallel subtask gets a
 * copy, behind all records before the marker that go to this subtask.
 */
public final class MarkerCopies {

  private MarkerCopies() {}

  /** A copy for each subtask of an operator, in the order of the subtasks. */
  public static List<MarkerCopy> of(String id, long version, int parallelism) {
    return IntStream.range(0, parallelism)
        .mapToObj(subtask -> new MarkerCopy(id, version, subtask, parallelism))
        .toList();
  }

  /**
   * Whether a copy was made for this subtask. After a restore with another parallelism, a copy that
   * the checkpoint held was not: the records before it may have gone to other subtasks. The copy is
   * lost then, and the process that waits for the marker must append a new one.
   */
  public static boolean isFor(TaskInfo task, MarkerCopy copy) {
    return copy.getParallelism() == task.getNumberOfParallelSubtasks()
        && copy.getSubtask() == task.getIndexOfThisSubtask();
  }
}
