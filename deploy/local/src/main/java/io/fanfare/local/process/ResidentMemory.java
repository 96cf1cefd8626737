package io.fanfare.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures the memory of a process. */
public final class ResidentMemory {

  private static final long KIBIBYTE = 1024;

  private ResidentMemory() {}

  /** Resident bytes of a process; 0 if there is no such process. */
  public static long of(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
