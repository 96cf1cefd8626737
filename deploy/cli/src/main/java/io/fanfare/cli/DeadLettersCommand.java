package io.fanfare.cli;

import io.fanfare.cli.options.CommandGroup;
import picocli.CommandLine.Command;

/** Lists and replays dead letters. */
@Command(
    name = "deadletters",
    description =
        "Lists or replays dead letters: records that could not be processed, kept with their cause.",
    subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class})
final class DeadLettersCommand extends CommandGroup {}
