package io.fanfare.ops.savepoints;

/**
 * The folder of a job's checkpoints. A checkpoint is removed when the next ones are complete, often
 * before somebody who knows its name has read it: those who read the folder see which is there.
 */
public final class CheckpointFolder {

  /** As Flink names a checkpoint. */
  private static final String CHECKPOINT = "chk-";

  private CheckpointFolder() {}

  /** The folder that a checkpoint is in; a savepoint stays where it is. */
  public static String of(String location) {
    int last = location.lastIndexOf('/');
    return location.startsWith(CHECKPOINT, last + 1) ? location.substring(0, last) : location;
  }
}
