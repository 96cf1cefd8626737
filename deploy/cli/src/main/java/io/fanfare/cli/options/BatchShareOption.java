package io.fanfare.cli.options;

import io.fanfare.local.StackSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rows/s that the batch lane may write. */
public final class BatchShareOption {

  /** The jobs take no higher limit. */
  private static final int MOST = 10_000_000;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--batch-rows-per-second",
      paramLabel = "N",
      defaultValue = "" + StackSettings.BATCH_ROWS_PER_SECOND,
      description = {
        "Rows per second that the batch lane, the closeness job and a rebuild may write each,",
        "0 for no limit (default: ${DEFAULT-VALUE}).",
        "A higher limit makes large posts and rebuilds faster, and small posts slower."
      })
  private int rowsPerSecond;

  /**
   * Returns a stack's settings with this limit.
   *
   * @throws ParameterException if the limit is negative
   */
  public StackSettings in(StackSettings settings) {
    if (rowsPerSecond < 0 || rowsPerSecond > MOST) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--batch-rows-per-second is %d: give 0, for no limit, or a number up to %d."
              .formatted(rowsPerSecond, MOST));
    }
    return settings.withBatchRowsPerSecond(rowsPerSecond);
  }
}
