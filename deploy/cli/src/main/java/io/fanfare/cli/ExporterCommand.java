package io.fanfare.cli;

import io.fanfare.cli.options.Target;
import io.fanfare.ops.exporter.Exporter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a pipeline until it is ended. */
@Command(
    name = "exporter",
    description = {
      "Serves metrics of a pipeline as /metrics, for Prometheus: how fresh each view is, the jobs,"
          + " the capture, and what `fanfare doctor` finds. Run one for a pipeline; it runs until"
          + " it is ended.",
      "It appends a marker to `models` every 5 s, which changes nothing."
    })
final class ExporterCommand implements Runnable {

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9750",
      description = "Port to listen on (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description =
          "Also serves what `fanfare audit --metrics-file FILE` writes (default: nothing).")
  private @Nullable Path metricsFile;

  @Override
  public void run() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Exporter exporter = new Exporter(target.access(), host, port, metricsFile)) {
      out.printf("Serving http://%s:%d/metrics%n", host, port);
      out.flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
