package io.fanfare.cli.options;

import io.fanfare.ops.deadletters.Listed;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The dead letters that a command is about. */
public final class LetterFilter implements Predicate<Listed> {

  @Option(
      names = "--job",
      paramLabel = "NAME",
      description = "Only letters of this job (default: of all).")
  private @Nullable String job;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only letters about records of this topic (default: of all).")
  private @Nullable String topic;

  /** Whether it leaves any out. */
  public boolean isGiven() {
    return job != null || topic != null;
  }

  @Override
  public boolean test(Listed letter) {
    return (job == null || job.equals(letter.job()))
        && (topic == null || topic.equals(letter.record().getTopic()));
  }
}
