package io.fanfare.cli;

import io.fanfare.cli.options.CommandGroup;
import picocli.CommandLine.Command;

/** What an operator does about notifications. */
@Command(
    name = "notifications",
    description = "Lists the webhook endpoints that fail, and enables those that were disabled.",
    subcommands = {NotificationsEndpointsCommand.class, NotificationsEnableCommand.class})
final class NotificationsCommand extends CommandGroup {}
