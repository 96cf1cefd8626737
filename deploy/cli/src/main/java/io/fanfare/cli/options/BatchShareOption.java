package io.fanfare.cli.options;

import io.fanfare.local.StackSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much of the store the batch lane may take. */
public final class BatchShareOption {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--batch-rows-per-second",
      paramLabel = "N",
      description = {
        "Rows/s that the batch lane may write, 0 for no bound. Else "
            + StackSettings.BATCH_ROWS_PER_SECOND
            + ":",
        "more of them make large posts and rebuilds faster, and small posts slower."
      })
  private @Nullable Integer rowsPerSecond;

  /** A stack's settings with this share. */
  public StackSettings in(StackSettings settings) {
    if (rowsPerSecond == null) {
      return settings;
    }
    if (rowsPerSecond < 0) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "The batch lane's rows/s are %d: give 0, for no bound, or more."
              .formatted(rowsPerSecond));
    }
    return settings.withBatchRowsPerSecond(rowsPerSecond);
  }
}
