package io.fanfare.cli;

import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.jobs.SavepointCatalogue;
import io.fanfare.ops.savepoints.Savepoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a savepoint with a jar. */
@Command(
    name = "check",
    description = {
      "Compares a savepoint or checkpoint with the jobs of a jar, and starts and stops nothing: the"
          + " uids of the operators, the types of their state, and its position in the topics.",
      "Exits with 0 if a job can be started from it, and with 1 if not."
    },
    exitCodeOnExecutionException = 3)
final class SavepointCheckCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();

  @Parameters(
      paramLabel = "PATH",
      description = "The savepoint's directory, a URI as the cluster reaches it.")
  private String path = "";

  @Option(
      names = "--against",
      paramLabel = "JAR",
      description = "A jar of the jobs on this machine (default: `flink-jobs-jar`).")
  private @Nullable Path jar;

  @Override
  public Integer call() throws InterruptedException {
    PipelineAccess pipeline = target.access();
    Path against = jar == null ? pipeline.requireFlink().jobsJar() : jar;
    if (!Files.isReadable(against)) {
      throw new OperationException("The jar " + against + " cannot be read: check its path.");
    }
    Savepoint savepoint = new SavepointCatalogue(pipeline).check(path, against);
    output.document(savepoint.document());
    savepoint.problems().forEach(output::line);
    if (savepoint.isRestorable()) {
      output.line("The job %s can be started from it.".formatted(savepoint.job()));
    }
    return savepoint.isRestorable() ? 0 : 1;
  }
}
