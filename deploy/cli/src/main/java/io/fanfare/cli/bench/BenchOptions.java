package io.fanfare.cli.bench;

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

/** What the benchmarks have in common: the seed, the stack, and where the report goes. */
final class BenchOptions {

  private static final String DEFAULT_PORT_BASE = "23000";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "403",
      description = "The same seed makes the same network. Else 403.")
  private long seed;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "Where the stack of the benchmark keeps its data: an empty directory or none yet,",
        "gone at the end. Else .fanfare-bench in the checkout."
      })
  private @Nullable Path home;

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = DEFAULT_PORT_BASE,
      description = "The first of its ports. Else " + DEFAULT_PORT_BASE + ".")
  private int portBase;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the report to a file too, for machines to read.")
  private @Nullable Path json;

  long seed() {
    return seed;
  }

  /** A whole stack of the benchmark's own. */
  StackSettings settings() {
    return DisposableStack.settings(home, ".fanfare-bench", portBase);
  }

  /** Writes a report as JSON, if that was asked for. */
  void write(Record report) {
    if (json == null) {
      return;
    }
    try {
      Files.write(
          json,
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report));
    } catch (IOException e) {
      throw new OperationException("The report could not be written to " + json + ": " + e, e);
    }
  }
}
