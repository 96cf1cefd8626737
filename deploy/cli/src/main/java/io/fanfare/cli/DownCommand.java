package io.fanfare.cli;

import io.fanfare.cli.options.StackOptions;
import io.fanfare.local.StackHome;
import io.fanfare.local.supervisor.DetachedStack;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the stack. */
@Command(
    name = "down",
    description = {
      "Stops the stack, and servers that a killed supervisor left running.",
      "Data, logs and secrets stay, so that the next `fanfare up` continues with them."
    })
final class DownCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--wipe", description = "Removes data, logs and secrets, too.")
  private boolean wipe;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    StackHome home = options.home();
    boolean ran = new DetachedStack(home).down(wipe, out::println);
    out.println(
        ran ? "The stack in " + home.root() + " is down." : "Nothing ran in " + home.root() + ".");
    return 0;
  }
}
