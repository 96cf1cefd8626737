package io.fanfare.cli.backfill;

import io.fanfare.cli.options.DayConverter;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The days that are written. */
final class DaysOption {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--from",
      converter = DayConverter.class,
      paramLabel = "DAY",
      description =
          "First day to write, inclusive, in UTC, such as 2026-11-01 (default: no lower limit).")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      converter = DayConverter.class,
      paramLabel = "DAY",
      description = "End of the days to write, exclusive, in UTC (default: no upper limit).")
  private @Nullable LocalDate to;

  /**
   * The first day; empty for no bound.
   *
   * @throws ParameterException if no day is left
   */
  String from() {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--to %s must be later than --from %s.".formatted(to, from));
    }
    return from == null ? "" : from.toString();
  }

  /** The day after the last one; empty for no bound. */
  String to() {
    return to == null ? "" : to.toString();
  }
}
