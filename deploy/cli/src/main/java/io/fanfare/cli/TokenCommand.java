package io.fanfare.cli;

import io.fanfare.api.auth.Tokens;
import io.fanfare.cli.options.LifetimeConverter;
import io.fanfare.cli.options.StackOptions;
import io.fanfare.ops.OperationException;
import io.fanfare.workloads.api.StackTokens;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Issues a token. */
@Command(
    name = "token",
    description = {
      "Prints an API token of a user or of an application of the local stack.",
      "The user needs no row in the source, and the stack need not be up."
    })
final class TokenCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();
  @Spec private @Nullable CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private @Nullable Bearer bearer;

  /** The user or application of the token. */
  private static final class Bearer {

    @Option(names = "--user", paramLabel = "ID", required = true, description = "Id of the user.")
    private @Nullable Long user;

    @Option(
        names = "--application",
        paramLabel = "NAME",
        required = true,
        description = "Name of an application that sends domain events.")
    private @Nullable String application;
  }

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = LifetimeConverter.class,
      description =
          "Lifetime of the token, such as 90s, 30m, 24h or 7d (default: ${DEFAULT-VALUE}).")
  private @Nullable Duration lifetime;

  @Override
  public Integer call() {
    Tokens tokens = StackTokens.of(options.home());
    String token;
    try {
      token = issue(tokens, Objects.requireNonNull(bearer), Objects.requireNonNull(lifetime));
    } catch (IllegalArgumentException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
    Objects.requireNonNull(spec).commandLine().getOut().println(token);
    return 0;
  }

  private static String issue(Tokens tokens, Bearer bearer, Duration lifetime) {
    return bearer.application == null
        ? tokens.issue(Objects.requireNonNull(bearer.user), lifetime)
        : tokens.issueForApplication(bearer.application, lifetime);
  }
}
