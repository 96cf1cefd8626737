package io.fanfare.cli;

import io.fanfare.cli.options.CommandGroup;
import picocli.CommandLine.Command;

/** What an operator does about notifications. */
@Command(
    name = "notifications",
    description =
        "Lists the webhook endpoints that fail, enables those that were disabled, and sends again"
            + " what their users missed.",
    subcommands = {
      NotificationsEndpointsCommand.class,
      NotificationsEnableCommand.class,
      NotificationsReplayCommand.class
    })
final class NotificationsCommand extends CommandGroup {}
