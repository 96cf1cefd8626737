package io.fanfare.cli;

import io.fanfare.cli.options.PortOption;
import io.fanfare.cli.options.StackOptions;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.local.supervisor.DetachedStack;
import io.fanfare.local.supervisor.StackState;
import io.fanfare.ops.OperationException;
import io.fanfare.workloads.demo.Demo;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the whole pipeline with a network that lives. */
@Command(
    name = "demo",
    description = {
      "Starts the stack if it is not up, and builds first what is not built. Into a source that is"
          + " empty it writes a sample network; then it makes changes as the application would,"
          + " until Ctrl-C. A stack that it started is stopped then, with its data kept."
    })
final class DemoCommand implements Callable<Integer> {

  private static final int FEWEST_USERS = 2;
  private static final int MOST_USERS = 20_000;
  private static final double MOST_CHANGES = 1_000;

  @Mixin private final StackOptions options = new StackOptions();
  @Mixin private final PortOption port = new PortOption();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed makes the same network. Else 1.")
  private long seed;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many users the network has. Else 2000.")
  private int users;

  @Option(
      names = "--changes-per-second",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many changes a second follow, on average. Else 2.")
  private double changesPerSecond;

  @Option(
      names = "--plays-per-second",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many plays a second follow, on average in the evening. Else 5.")
  private double playsPerSecond;

  @Override
  public Integer call() throws InterruptedException {
    requireSense();
    StackSettings settings = options.settings(port.base(), Extent.PIPELINE);
    new StackAddresses(settings).requireEmbeddedSource("fanfare demo");
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    DetachedStack stack = new DetachedStack(settings.home());
    boolean started = stack.up(settings, out::println);
    StackAddresses addresses = started ? new StackAddresses(settings) : addressesOf(stack);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, ended), "stop-demo"));
    try {
      out.println();
      Demo.Settings network = new Demo.Settings(seed, users, changesPerSecond, playsPerSecond);
      new Demo(addresses, out, network, stop).run(() -> stack.state().isPresent());
    } finally {
      leave(stack, started, out);
      ended.countDown();
    }
    return 0;
  }

  /** The program ends when the demonstration has. */
  private static void end(CountDownLatch stop, CountDownLatch ended) {
    stop.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void leave(DetachedStack stack, boolean started, PrintWriter out)
      throws InterruptedException {
    out.println();
    if (!started) {
      out.println("The demo has ended. The stack was up before it, and stays up.");
    } else if (stack.down(false, out::println)) {
      out.println("The demo has ended, and its stack is down. Its data is kept for the next one.");
    }
  }

  private StackAddresses addressesOf(DetachedStack stack) {
    StackState state =
        stack.state().orElseThrow(() -> new OperationException("The stack has just been stopped."));
    if (state.extent() != Extent.PIPELINE) {
      throw new OperationException(
          "The stack is up with its servers only: `fanfare down` stops it, and the demo starts all.");
    }
    return new StackAddresses(options.settings(state.portBase(), state.extent()));
  }

  private void requireSense() {
    if (users < FEWEST_USERS || users > MOST_USERS) {
      throw refusal(
          "--users is a number from %d to %d, not %d.".formatted(FEWEST_USERS, MOST_USERS, users));
    }
    if (!(changesPerSecond > 0 && changesPerSecond <= MOST_CHANGES)) {
      throw refusal("--changes-per-second is above 0 and at most 1000.");
    }
    if (!(playsPerSecond >= 0 && playsPerSecond <= MOST_CHANGES)) {
      throw refusal("--plays-per-second is at least 0 and at most 1000.");
    }
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
