package io.fanfare.cli.backfill;

import io.fanfare.ops.backfill.DashboardRebuild.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The part of the dashboards that is written in place. */
final class PartOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--users",
      paramLabel = "ID",
      split = ",",
      description = "Writes the dashboards of these users only (default: of all users).")
  private List<Long> users = new ArrayList<>();

  @Mixin private final DaysOption days = new DaysOption();

  /** The part; of its activities, the days count. */
  Part part() {
    return new Part(
        users.stream().map(String::valueOf).collect(Collectors.joining(",")),
        days.from(),
        days.to());
  }

  /**
   * Rejects a part where there can be none.
   *
   * @throws ParameterException if it is not everything
   */
  void requireAllIf(boolean condition, String option) {
    if (condition && !part().equals(Part.ALL)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "%s writes all dashboards: leave out --users, --from and --to.".formatted(option));
    }
  }
}
