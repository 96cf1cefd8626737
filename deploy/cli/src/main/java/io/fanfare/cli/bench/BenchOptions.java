package io.fanfare.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fanfare.local.DisposableStack;
import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all benchmarks: the seed, the stack and the file of the report. */
final class BenchOptions {

  private static final String DEFAULT_PORT_BASE = "23000";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "403",
      description =
          "Seed of the network; the same seed makes the same network (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "Directory with the data of the benchmark's stack: empty or not there yet, removed at the"
            + " end",
        "(default: .fanfare-bench in the checkout)."
      })
  private @Nullable Path home;

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = DEFAULT_PORT_BASE,
      description = "First of the ports of the stack (default: ${DEFAULT-VALUE}).")
  private int portBase;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes the report to a file, as JSON (default: no file).")
  private @Nullable Path json;

  long seed() {
    return seed;
  }

  /** Returns the settings of the benchmark's own stack. */
  StackSettings settings() {
    return DisposableStack.settings(home, ".fanfare-bench", portBase);
  }

  /**
   * Writes a report to the file of `--json`, if there is one.
   *
   * @throws OperationException if the file cannot be written
   */
  void write(Record report) {
    if (json == null) {
      return;
    }
    try {
      write(
          json,
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Reports are plain records", e);
    }
  }

  /**
   * Writes what a benchmark found to a file.
   *
   * @throws OperationException if the file cannot be written
   */
  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new OperationException(
          "The report could not be written to " + file + " (check path and permissions): " + e, e);
    }
  }
}
