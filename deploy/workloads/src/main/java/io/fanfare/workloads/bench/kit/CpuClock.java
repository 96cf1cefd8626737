package io.fanfare.workloads.bench.kit;

import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.local.supervisor.ServerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU time that each process of a stack has used, in seconds, by name. */
public final class CpuClock {

  /** This program. */
  public static final String BENCH = "bench";

  /** Linux counts in these for programs, whatever the kernel's own clock is. */
  private static final double TICKS_A_SECOND = 100;

  /** Of `/proc/PID/stat`, counted from the field behind the name in brackets. */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  private final LocalStack stack;

  public CpuClock(LocalStack stack) {
    this.stack = stack;
  }

  /** Seconds by name of the server; this program is {@link #BENCH}. */
  public Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (ServerReport server : stack.state().servers()) {
      seconds.put(server.name(), seconds(server.pid()));
    }
    seconds.put(BENCH, seconds(ProcessHandle.current().pid()));
    return seconds;
  }

  /** Seconds that were used between two looks. */
  public static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> used = new LinkedHashMap<>();
    after.forEach((name, seconds) -> used.put(name, seconds - before.getOrDefault(name, 0.0)));
    return used;
  }

  /** The sum of what each process used, this program left out. */
  public static double ofServers(Map<String, Double> used) {
    return used.entrySet().stream()
        .filter(process -> !process.getKey().equals(BENCH))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static double seconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
          / TICKS_A_SECOND;
    } catch (IOException e) {
      // It has just ended.
      return 0;
    }
  }
}
