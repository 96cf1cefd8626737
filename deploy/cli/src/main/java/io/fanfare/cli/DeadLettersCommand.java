package io.fanfare.cli;

import io.fanfare.cli.options.CommandGroup;
import picocli.CommandLine.Command;

/** What to do with dead letters. */
@Command(
    name = "deadletters",
    description =
        "Lists, shows, replays or drops dead letters: records that could not be processed, kept with"
            + " their cause.",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersReplayCommand.class,
      DeadLettersDropCommand.class
    })
final class DeadLettersCommand extends CommandGroup {}
