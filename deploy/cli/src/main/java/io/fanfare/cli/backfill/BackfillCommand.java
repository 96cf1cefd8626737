package io.fanfare.cli.backfill;

import io.fanfare.cli.options.CommandGroup;
import picocli.CommandLine.Command;

/** Rebuilds views. */
@Command(
    name = "backfill",
    description = "Rebuilds a view while the old one keeps serving.",
    subcommands = {DashboardsCommand.class, SearchCommand.class, StatsCommand.class})
public final class BackfillCommand extends CommandGroup {}
