package io.fanfare.cli.bench;

import io.fanfare.cli.options.BatchShareOption;
import io.fanfare.workloads.bench.notifications.NotificationsBenchmark;
import io.fanfare.workloads.bench.notifications.NotificationsReport;
import io.fanfare.workloads.bench.notifications.NotificationsWorkload;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the notifications of a post to very many followers. */
@Command(
    name = "notifications",
    description = {
      "Measures notifications of a post to very many followers, of whom a tenth wants pushes, a"
          + " tenth a daily e-mail and a hundredth webhooks: messages per second, CPU per message,"
          + " and the latency from commit to push of small posts, alone and meanwhile. Then of a"
          + " post whose messages are due at one moment. At the end, each event is accounted for."
    })
final class BenchNotificationsCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final BatchShareOption batchShare = new BatchShareOption();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--followers",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Followers of the large post, more than 1000 (default: ${DEFAULT-VALUE}).")
  private int followers;

  @Option(
      names = "--small-artists",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Artists who make the small posts. A listener must not get more than 30 messages in an"
              + " hour (default: ${DEFAULT-VALUE}).")
  private int smallArtists;

  @Option(
      names = "--small-followers",
      paramLabel = "N",
      defaultValue = "100",
      description = "Followers of each of these artists (default: ${DEFAULT-VALUE}).")
  private int smallFollowers;

  @Option(
      names = "--small-posts-per-second",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Small posts per second, at random times that do not depend on earlier ones (default:"
              + " ${DEFAULT-VALUE}).")
  private double smallPostsPerSecond;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "Seconds for which small posts are measured alone (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    NotificationsReport report =
        new NotificationsBenchmark(batchShare.in(options.settings()), workload(), err::println)
            .run(Duration.ofSeconds(seconds));
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }

  private NotificationsWorkload workload() {
    return new NotificationsWorkload(
        followers, smallArtists, smallFollowers, smallPostsPerSecond, options.seed());
  }
}
