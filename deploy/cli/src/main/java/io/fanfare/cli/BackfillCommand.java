package io.fanfare.cli;

import io.fanfare.cli.options.CommandGroup;
import picocli.CommandLine.Command;

/** Rebuilds views. */
@Command(
    name = "backfill",
    description = "Rebuilds a view while the old one keeps serving.",
    subcommands = {BackfillSearchCommand.class, BackfillStatsCommand.class})
final class BackfillCommand extends CommandGroup {}
