package io.fanfare.cli;

import io.fanfare.cli.options.CommandGroup;
import picocli.CommandLine.Command;

/** What a pipeline needs on its servers. */
@Command(
    name = "setup",
    description =
        "Prints or makes what a pipeline needs on its servers: topics, keyspaces and tables, search"
            + " indices and the connector.",
    subcommands = {SetupPrintCommand.class, SetupApplyCommand.class})
final class SetupCommand extends CommandGroup {}
