package io.fanfare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.cli.options.ReplicationFactor;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.setup.Difference;
import io.fanfare.ops.setup.PipelineSetup;
import io.fanfare.ops.setup.SetupPart;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes what a pipeline needs on its servers. */
@Command(
    name = "apply",
    description = {
      "Makes the topics, tables and search indices that are missing, gives existing ones the"
          + " settings of this release, and registers the connector if the configuration has"
          + " capture-password-reference. It names all that differed. Running it twice is harmless.",
      "Exits with 0 if all is as declared now, and with 1 if something is left to a person."
    },
    exitCodeOnExecutionException = 3)
final class SetupApplyCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private final Target target = new Target();
  @Mixin private final ReplicationFactor replication = new ReplicationFactor();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--dry-run",
      description = "Only names what differs, and exits with 1 if something does.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints one JSON document per line: each difference.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, JsonProcessingException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    int copies = replication.copies();
    List<Difference> open = new ArrayList<>();
    for (SetupPart part : PipelineSetup.of(target.access(), copies)) {
      List<Difference> differences = dryRun ? part.differences() : part.apply();
      for (Difference difference : differences) {
        boolean isLeft = dryRun || !difference.isMended();
        if (isLeft) {
          open.add(difference);
        }
        out.println(json ? document(part, difference, isLeft) : line(difference, isLeft));
      }
      if (!json && !dryRun) {
        out.println("The " + part.name() + " are ready.");
      }
      out.flush();
    }
    if (!json && dryRun && open.isEmpty()) {
      out.println("Nothing differs.");
    }
    return open.isEmpty() ? 0 : 1;
  }

  private String line(Difference difference, boolean isLeft) {
    if (!isLeft) {
      return difference + ": done";
    }
    return difference + (difference.isMended() ? "" : " (left to you)");
  }

  private static String document(SetupPart part, Difference difference, boolean isLeft)
      throws JsonProcessingException {
    return JSON.writeValueAsString(
        Map.of(
            "part", part.name(),
            "subject", difference.subject(),
            "difference", difference.text(),
            "isMendedByApply", difference.isMended(),
            "isLeft", isLeft));
  }
}
