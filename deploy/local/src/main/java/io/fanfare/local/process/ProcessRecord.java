package io.fanfare.local.process;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Identifies a process, also after its id may have been given to another one.
 *
 * @param name of the server
 * @param pid process id
 * @param startTicks when the process started, in clock ticks since the machine's boot: changes of
 *     the clock do not affect it
 * @param bootId identifies the boot that the ticks count from
 */
public record ProcessRecord(String name, long pid, long startTicks, String bootId) {

  /** Position of the start time in /proc/PID/stat, counted after the command's closing bracket. */
  private static final int START_TICKS = 19;

  /**
   * Describes a running process.
   *
   * @return empty if it does not run
   */
  public static Optional<ProcessRecord> of(String name, long pid) {
    try {
      // The command, in brackets, may itself contain spaces and brackets.
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      if (fields.get(0).equals("Z")) {
        return Optional.empty();
      }
      long ticks = Long.parseLong(fields.get(START_TICKS));
      return Optional.of(new ProcessRecord(name, pid, ticks, currentBoot()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The process itself if it still runs, never another one with the same id. */
  @JsonIgnore
  public Optional<ProcessHandle> running() {
    return of(name, pid).filter(this::equals).flatMap(same -> ProcessHandle.of(pid));
  }

  private static String currentBoot() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }
}
