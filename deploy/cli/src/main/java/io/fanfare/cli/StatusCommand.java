package io.fanfare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.cli.options.StackOptions;
import io.fanfare.cli.options.StatusReport;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports the state of the stack. */
@Command(
    name = "status",
    description = {
      "Reports the state of the local stack: its servers with their ports, and its jobs. With --json,",
      "the document has every address, too.",
      "Exits with 0 if all of it is up and all tables are captured, otherwise with 1."
    })
final class StatusCommand implements Callable<Integer> {

  private static final int NOT_UP = 1;

  @Mixin private final StackOptions options = new StackOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--json",
      description =
          "Prints the report as one JSON document, with all addresses and the source's password.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    StatusReport report = StatusReport.of(options);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(report.document()));
    } else {
      report.table().forEach(out::println);
      report.problem().ifPresent(err::println);
    }
    return report.problem().isPresent() ? NOT_UP : 0;
  }
}
