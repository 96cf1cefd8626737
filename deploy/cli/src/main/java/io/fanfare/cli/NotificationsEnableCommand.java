package io.fanfare.cli;

import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.ops.notifications.Endpoints;
import io.fanfare.schemas.notifications.Channel;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Enables endpoints of a user. */
@Command(
    name = "enable",
    description = {
      "Enables the webhook endpoints of a user that were disabled because they failed for days:"
          + " their next message is sent again. `notifications replay` does the same, and sends what they"
          + " missed. A new address in the user's settings needs no"
          + " command."
    })
final class NotificationsEnableCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final DryRun dryRun = new DryRun();
  @Mixin private final Output output = new Output();

  @Parameters(paramLabel = "USER", description = "The id of the user.")
  private long user;

  @Override
  public Integer call() {
    try (Endpoints endpoints = new Endpoints(target.access())) {
      List<FailingEndpoint> disabled = endpoints.disabled(user, Channel.WEBHOOK);
      if (!dryRun.isRequested()) {
        endpoints.enable(disabled);
      }
      for (FailingEndpoint endpoint : disabled) {
        output.document(NotificationsEndpointsCommand.document(endpoint));
        output.line(NotificationsEndpointsCommand.line(endpoint));
      }
      output.line(
          (dryRun.isRequested() ? "Endpoints to enable: %,d." : "Endpoints enabled: %,d.")
              .formatted(disabled.size()));
    }
    return 0;
  }
}
