package io.fanfare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.doctor.Doctor;
import io.fanfare.ops.doctor.Doctor.Diagnosis;
import io.fanfare.ops.doctor.Finding;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the servers of a pipeline. */
@Command(
    name = "doctor",
    description = {
      "Checks the source, Kafka, Connect, Cassandra, Elasticsearch, Flink and their clocks, and"
          + " prints each problem with what mends it. It changes nothing but a marker in `models`.",
      "Exits with 1 if there is a problem; advice does not count."
    },
    exitCodeOnExecutionException = 3)
final class DoctorCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Prints one JSON document per line: each server.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    AtomicBoolean hasProblem = new AtomicBoolean();
    new Doctor(target.access())
        .examine(
            diagnosis -> {
              if (diagnosis.hasProblem()) {
                hasProblem.set(true);
              }
              print(out, diagnosis);
              out.flush();
            });
    return hasProblem.get() ? 1 : 0;
  }

  private void print(PrintWriter out, Diagnosis diagnosis) {
    if (json) {
      out.println(document(diagnosis));
      return;
    }
    out.println(diagnosis.server() + (diagnosis.findings().isEmpty() ? ": ok" : ":"));
    for (Finding finding : diagnosis.findings()) {
      out.println((finding.isProblem() ? "  problem: " : "  advice:  ") + finding.sentence());
    }
  }

  private static String document(Diagnosis diagnosis) {
    try {
      return JSON.writeValueAsString(
          Map.of("server", diagnosis.server(), "findings", diagnosis.findings()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
