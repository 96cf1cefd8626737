package io.fanfare.cli;

import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.LifetimeConverter;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.notifications.NotificationReplay;
import io.fanfare.schemas.notifications.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays notifications. */
@Command(
    name = "replay",
    description = {
      "Sends the messages to a user again that were suppressed because of the user's receiver: it"
          + " failed until they had expired, refused them, was gone, or was disabled. A disabled"
          + " endpoint is enabled first.",
      "The agents judge each again by the current rows, settings and opt-outs, and tell nothing that"
          + " the user was told. So replaying twice is harmless. Messages are kept for 7 days.",
      "Exits with 4 if there are more than 1,000: the oldest are replayed, and the rest by another"
          + " run."
    })
final class NotificationsReplayCommand implements Callable<Integer> {

  private static final int PASSED_OVER = 4;

  @Mixin private final Target target = new Target();
  @Mixin private final DryRun dryRun = new DryRun();
  @Mixin private final Output output = new Output();

  @Parameters(paramLabel = "USER", description = "The id of the user.")
  private long user;

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      defaultValue = "webhook",
      description = "push, email or webhook (default: ${DEFAULT-VALUE}).")
  private Channel channel = Channel.WEBHOOK;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "7d",
      converter = LifetimeConverter.class,
      description =
          "Only messages that were due in this time, such as 90m, 24h or 7d (default:"
              + " ${DEFAULT-VALUE}).")
  private @Nullable Duration since;

  @Override
  public Integer call() {
    NotificationReplay replay = new NotificationReplay(target.access(), user, channel);
    Instant begin = Instant.now().minus(since == null ? Duration.ofDays(7) : since);
    NotificationReplay.Plan plan = replay.plan(begin, output.progress());
    if (!dryRun.isRequested()) {
      replay.run(plan);
    }
    output.document(plan.document());
    print(plan);
    return plan.left() == 0 ? 0 : PASSED_OVER;
  }

  private void print(NotificationReplay.Plan plan) {
    plan.endpoints().forEach(endpoint -> output.line(NotificationsEndpointsCommand.line(endpoint)));
    output.line(
        (dryRun.isRequested()
                ? "Endpoints to enable: %,d. Messages to send again: %,d; activities: %,d."
                : "Endpoints enabled: %,d. Messages appended again: %,d; activities: %,d.")
            .formatted(plan.endpoints().size(), plan.messages().size(), plan.activities()));
    if (plan.left() > 0) {
      output.line("Messages left: %,d. Run the command again.".formatted(plan.left()));
    }
  }
}
