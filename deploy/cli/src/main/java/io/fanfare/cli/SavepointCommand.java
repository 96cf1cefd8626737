package io.fanfare.cli;

import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.jobs.SavepointCatalogue;
import io.fanfare.ops.savepoints.Savepoint;
import io.fanfare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists savepoints. */
@Command(
    name = "savepoint",
    description = {
      "Lists the savepoints in `flink-savepoints` and the checkpoints of the jobs that run, the"
          + " newest last: of which job they are, how old, where they stand in the topic models, and"
          + " whether `flink-jobs-jar` can be started from them."
    },
    subcommands = SavepointCheckCommand.class,
    exitCodeOnExecutionException = 3)
final class SavepointCommand implements Callable<Integer> {

  private static final String ROW = "%-24s %10s %12s  %-10s  %s";
  private static final String UNKNOWN = "unknown";

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Names of jobs, as `jobs` prints them (default: all).")
  private List<String> names = List.of();

  @Override
  public Integer call() throws InterruptedException {
    List<Savepoint> found = new SavepointCatalogue(target.access()).list(Set.copyOf(names));
    output.line(ROW.formatted("job", "age", "models", "restorable", "location"));
    for (Savepoint savepoint : found) {
      output.document(savepoint.document());
      output.line(line(savepoint));
      savepoint.problems().forEach(problem -> output.line("    " + problem));
    }
    return 0;
  }

  private static String line(Savepoint savepoint) {
    Instant writtenAt = savepoint.writtenAt();
    return ROW.formatted(
        savepoint.job() == null ? UNKNOWN : savepoint.job(),
        writtenAt == null ? UNKNOWN : age(Duration.between(writtenAt, Instant.now())),
        position(savepoint),
        savepoint.isRestorable() ? "yes" : "no",
        savepoint.location());
  }

  private static String position(Savepoint savepoint) {
    @Nullable Long models = savepoint.positions().get(new TopicPartition(Topics.MODELS, 0));
    if (models == null) {
      return savepoint.positions().isEmpty() ? UNKNOWN : "-";
    }
    return models < 0 ? "beginning" : models.toString();
  }

  private static String age(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + " d";
    }
    return age.toHours() > 0 ? age.toHours() + " h" : Math.max(0, age.toSeconds()) + " s";
  }
}
