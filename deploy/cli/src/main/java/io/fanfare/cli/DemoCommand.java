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

/** Shows the whole pipeline with a sample network. */
@Command(
    name = "demo",
    description = {
      "Builds Fanfare if needed, and starts the stack if it is not up. Writes a sample network to a"
          + " source that is empty, then keeps making changes as an application would, until Ctrl-C."
          + " If it started the stack, it stops it at the end and keeps its data."
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
      description =
          "Seed of the network; the same seed makes the same network (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Number of users of the network (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--changes-per-second",
      paramLabel = "N",
      defaultValue = "2",
      description = "Mean changes per second (default: ${DEFAULT-VALUE}).")
  private double changesPerSecond;

  @Option(
      names = "--plays-per-second",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Mean plays per second in the evening, when people listen most (default: ${DEFAULT-VALUE}).")
  private double playsPerSecond;

  @Option(
      names = "--edge",
      description = "Starts the stack with its edge, as `up --edge` does, if it is not up.")
  private boolean hasEdge;

  @Override
  public Integer call() throws InterruptedException {
    requireValid();
    StackSettings settings =
        options.settings(port.base(), Extent.PIPELINE).withSending(true).withEdge(hasEdge);
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
      out.println("The demo has ended. The stack was already up before the demo and stays up.");
    } else if (stack.down(false, out::println)) {
      out.println("The demo has ended and its stack is down. Its data is kept for the next demo.");
    }
  }

  private StackAddresses addressesOf(DetachedStack stack) {
    StackState state =
        stack
            .state()
            .orElseThrow(
                () ->
                    new OperationException(
                        "The stack has just been stopped. Run `fanfare demo` again to start it."));
    if (state.extent() != Extent.PIPELINE) {
      throw new OperationException(
          "The stack is up with its servers only. Stop it with `fanfare down`, then run `fanfare demo`"
              + " again.");
    }
    return new StackAddresses(options.settings(state.portBase(), state.extent()));
  }

  private void requireValid() {
    if (users < FEWEST_USERS || users > MOST_USERS) {
      throw refusal(
          "--users is %d: give a number from %d to %d.".formatted(users, FEWEST_USERS, MOST_USERS));
    }
    if (!(changesPerSecond > 0 && changesPerSecond <= MOST_CHANGES)) {
      throw refusal("--changes-per-second must be above 0 and at most 1000.");
    }
    if (!(playsPerSecond >= 0 && playsPerSecond <= MOST_CHANGES)) {
      throw refusal("--plays-per-second must be from 0 to 1000.");
    }
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
