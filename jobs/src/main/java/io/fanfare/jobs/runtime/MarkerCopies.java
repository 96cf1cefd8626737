package io.fanfare.jobs.runtime;

import io.fanfare.schemas.progress.MarkerCopy;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.TaskInfo;

/**
 * A marker's way through a job: where records part, each parallel subtask gets a copy of it, behind
 * all that this subtask gets before.
 */
public final class MarkerCopies {

  private MarkerCopies() {}

  /** A copy for each subtask of an operator, in their order. */
  public static List<MarkerCopy> of(String id, long version, int parallelism) {
    return IntStream.range(0, parallelism)
        .mapToObj(subtask -> new MarkerCopy(id, version, subtask, parallelism))
        .toList();
  }

  /**
   * Whether a copy says something to this subtask. One that a checkpoint kept, and that comes back
   * to another number of subtasks, does not: what stood before it may have gone elsewhere. It is
   * lost then, and who waits for it has to append another.
   */
  public static boolean isFor(TaskInfo task, MarkerCopy copy) {
    return copy.getParallelism() == task.getNumberOfParallelSubtasks()
        && copy.getSubtask() == task.getIndexOfThisSubtask();
  }
}
