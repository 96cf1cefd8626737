package io.fanfare.cli;

import io.fanfare.local.Secrets;
import io.fanfare.local.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Issues a token. */
@Command(
    name = "token",
    description = {
      "Prints a token with which the API takes a request for a user's own.",
      "Any id does, whether or not the user has a row, and whether or not the stack is up."
    })
final class TokenCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--user", paramLabel = "ID", required = true, description = "The user's id.")
  private long user;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = LifetimeConverter.class,
      description = "How long it is valid: 90s, 30m, 24h or 7d. Else 24h.")
  private @Nullable Duration lifetime;

  @Override
  public Integer call() {
    Path key = new Secrets(options.home()).tokenKeyFile();
    String token = issue(key, user, Objects.requireNonNull(lifetime));
    Objects.requireNonNull(spec).commandLine().getOut().println(token);
    return 0;
  }

  private static String issue(Path key, long user, Duration lifetime) {
    throw new StackException("no token of " + user + " for " + lifetime + " with " + key);
  }
}
