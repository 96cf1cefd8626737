package io.fanfare.cli;

import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.doctor.Doctor;
import io.fanfare.ops.doctor.Doctor.Diagnosis;
import io.fanfare.ops.doctor.Finding;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws InterruptedException {
    AtomicBoolean hasProblem = new AtomicBoolean();
    new Doctor(target.access())
        .examine(
            diagnosis -> {
              if (diagnosis.hasProblem()) {
                hasProblem.set(true);
              }
              print(diagnosis);
            });
    return hasProblem.get() ? 1 : 0;
  }

  private void print(Diagnosis diagnosis) {
    output.document(Map.of("server", diagnosis.server(), "findings", diagnosis.findings()));
    output.line(diagnosis.server() + (diagnosis.findings().isEmpty() ? ": ok" : ":"));
    for (Finding finding : diagnosis.findings()) {
      output.line((finding.isProblem() ? "  problem: " : "  advice:  ") + finding.sentence());
    }
  }
}
