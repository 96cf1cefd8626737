package io.fanfare.cli.options;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The copies of what a pipeline stores. */
public final class ReplicationFactor {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Copies of each partition of a new topic, and of each row of a new keyspace; what"
              + " exists keeps its number (default: ${DEFAULT-VALUE}).")
  private int copies;

  /**
   * The number of copies.
   *
   * @throws ParameterException if Kafka takes no such number
   */
  public int copies() {
    if (copies < 1 || copies > Short.MAX_VALUE) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--replication-factor is %d: give a number from 1 to %d."
              .formatted(copies, Short.MAX_VALUE));
    }
    return copies;
  }
}
