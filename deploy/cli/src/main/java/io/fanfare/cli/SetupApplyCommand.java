package io.fanfare.cli;

import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.ReplicationFactor;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.setup.Difference;
import io.fanfare.ops.setup.PipelineSetup;
import io.fanfare.ops.setup.SetupPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes what a pipeline needs on its servers. */
@Command(
    name = "apply",
    description = {
      "Makes the topics, tables and search indices that are missing, gives existing ones the"
          + " settings of this release, and registers the connector if the configuration has"
          + " capture-password-reference. It names all that differed. Running it twice is harmless.",
      "Exits with 0 if all is as declared now, and with 1 if something is left to a person, or"
          + " would differ with --dry-run."
    },
    exitCodeOnExecutionException = 3)
final class SetupApplyCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final ReplicationFactor replication = new ReplicationFactor();
  @Mixin private final DryRun dryRun = new DryRun();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws InterruptedException {
    int copies = replication.copies();
    List<Difference> open = new ArrayList<>();
    for (SetupPart part : PipelineSetup.of(target.access(), copies)) {
      List<Difference> differences = dryRun.isRequested() ? part.differences() : part.apply();
      for (Difference difference : differences) {
        boolean isLeft = dryRun.isRequested() || !difference.isMended();
        if (isLeft) {
          open.add(difference);
        }
        output.document(document(part, difference, isLeft));
        output.line(line(difference, isLeft));
      }
      if (!dryRun.isRequested()) {
        output.line("The " + part.name() + " are ready.");
      }
    }
    if (dryRun.isRequested() && open.isEmpty()) {
      output.line("Nothing differs.");
    }
    return open.isEmpty() ? 0 : 1;
  }

  private String line(Difference difference, boolean isLeft) {
    if (!isLeft) {
      return difference + ": done";
    }
    return difference + (difference.isMended() ? "" : " (left to you)");
  }

  private static Map<String, Object> document(
      SetupPart part, Difference difference, boolean isLeft) {
    return Map.of(
        "part", part.name(),
        "subject", difference.subject(),
        "difference", difference.text(),
        "isMendedByApply", difference.isMended(),
        "isLeft", isLeft);
  }
}
