package io.fanfare.cli;

import io.fanfare.cli.options.BatchShareOption;
import io.fanfare.cli.options.PortOption;
import io.fanfare.cli.options.SourceOptions;
import io.fanfare.cli.options.StackOptions;
import io.fanfare.local.ExternalSource;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.local.pipeline.ReachableSource;
import io.fanfare.local.server.NginxServer;
import io.fanfare.local.server.PrometheusServer;
import io.fanfare.local.server.ReceiversProcess;
import io.fanfare.local.supervisor.DetachedStack;
import io.fanfare.local.supervisor.StackState;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the stack. */
@Command(
    name = "up",
    description = {
      "Builds Fanfare if needed and starts the stack. Returns when a row can travel from the source"
          + " to the API.",
      "Ctrl-C meanwhile stops everything.",
      "Exits with 1 if it did not start, or if `fanfare status` has a problem to report."
    })
final class UpCommand implements Callable<Integer> {

  private static final int WITH_PROBLEM = 1;

  @Mixin private final StackOptions options = new StackOptions();
  @Mixin private final PortOption port = new PortOption();
  @Mixin private final BatchShareOption batchShare = new BatchShareOption();
  @Mixin private final SourceOptions source = new SourceOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--servers-only",
      description =
          "Starts only the servers, with topics and tables, but no connector, job or API.")
  private boolean serversOnly;

  @Option(
      names = "--skip-lost-records",
      description = {
        "Jobs continue behind records that Kafka no longer has (by default they fail, and `status`"
            + " names the records).",
        "Then run `fanfare audit --all --repair`."
      })
  private boolean skipsLostRecords;

  @Option(
      names = "--observe",
      description = {
        "Also starts Prometheus and Alertmanager with Fanfare's rules, has every server report"
            + " metrics, and serves the page /ops with the state of the pipeline.",
        "Fetches Debian's packages of both once, if they are not installed."
      })
  private boolean observes;

  @Option(
      names = "--notifications",
      description = {
        "Also starts the agents that send notifications, and receivers that stand in for the"
            + " mailboxes, push services and webhooks of listeners."
      })
  private boolean sends;

  @Option(
      names = "--edge",
      description = {
        "Also starts a second API server, and nginx, Varnish and HAProxy in front of both, with the"
            + " purger.",
        "Fetches Debian's packages of the three once, if they are not installed."
      })
  private boolean hasEdge;

  @Override
  public Integer call() throws InterruptedException {
    Extent extent = serversOnly ? Extent.SERVERS : Extent.PIPELINE;
    StackSettings settings =
        batchShare
            .in(options.settings(port.base(), extent))
            .withSkippedLostRecords(skipsLostRecords)
            .withObservation(observes)
            .withSending(sends && !serversOnly)
            .withEdge(hasEdge && !serversOnly);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    DetachedStack stack = new DetachedStack(settings.home());
    source.given().ifPresent(given -> remember(settings.home(), given));
    boolean started = stack.up(settings, out::println);
    int base = started ? port.base() : stack.state().map(StackState::portBase).orElse(port.base());
    if (!started) {
      out.println("The stack in " + settings.home().root() + " is already up.");
    }
    StackAddresses addresses = new StackAddresses(options.settings(base, extent));
    printAddresses(out, addresses, serversOnly);
    if (runs(stack, PrometheusServer.NAME)) {
      if (!serversOnly) {
        out.println("  Pipeline  " + addresses.opsUrl());
      }
      out.println("  Metrics   " + addresses.prometheusUrl());
      out.println("  Alerts    " + addresses.alertmanagerUrl());
    } else if (observes) {
      out.println("It was started without --observe: stop it first, with `fanfare down`.");
    }
    if (runs(stack, ReceiversProcess.NAME)) {
      out.println("  Received  " + addresses.receiversUrl());
    } else if (sends && !started) {
      out.println("It was started without --notifications: stop it first, with `fanfare down`.");
    }
    if (runs(stack, NginxServer.NAME)) {
      out.println("  Edge      " + addresses.edgeUrl());
    } else if (hasEdge && !started) {
      out.println("It was started without --edge: stop it first, with `fanfare down`.");
    }
    Optional<String> problem = stack.state().map(StackState::problem).filter(p -> !p.isEmpty());
    problem.ifPresent(spec.commandLine().getErr()::println);
    return problem.isPresent() ? WITH_PROBLEM : 0;
  }

  private static boolean runs(DetachedStack stack, String name) {
    return stack.state().stream()
        .flatMap(state -> state.servers().stream())
        .anyMatch(server -> server.name().equals(name));
  }

  /** Remembers a source only after its check: a wrong one would also fail the next start. */
  private static void remember(StackHome home, SourceOptions.Given given) {
    ExternalSource.requireNoOther(home, given.source());
    ReachableSource.of(given.source(), given.password()).check();
    ExternalSource.remember(home, given.source(), given.password());
  }

  private static void printAddresses(
      PrintWriter out, StackAddresses addresses, boolean serversOnly) {
    out.println();
    out.println("  MySQL     " + addresses.mysqlCommand());
    out.println("  Kafka     " + addresses.kafka());
    out.println("  Connect   " + addresses.connect().url());
    out.println("  Cassandra " + addresses.cassandra().contactPoints());
    if (addresses.searches()) {
      out.println("  Search    " + addresses.elasticsearchUrl());
    }
    out.println("  Flink     " + addresses.flink().url());
    if (!serversOnly) {
      out.println("  API       " + addresses.apiUrl());
    }
  }
}
