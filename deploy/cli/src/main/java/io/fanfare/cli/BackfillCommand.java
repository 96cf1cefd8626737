package io.fanfare.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Builds views anew. */
@Command(
    name = "backfill",
    description = "Builds a view anew, while the old one keeps serving.",
    subcommands = {BackfillSearchCommand.class, BackfillStatsCommand.class})
final class BackfillCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Which view is missing: search or stats.");
  }
}
