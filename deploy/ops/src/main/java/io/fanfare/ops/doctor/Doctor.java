package io.fanfare.ops.doctor;

import io.fanfare.ops.PipelineAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Checks all servers of a pipeline. */
public final class Doctor {

  private final PipelineAccess pipeline;

  public Doctor(PipelineAccess pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * The findings about one server.
   *
   * @param findings none if all is well
   */
  public record Diagnosis(String server, List<Finding> findings) {

    /** Whether something is wrong. */
    public boolean hasProblem() {
      return findings.stream().anyMatch(Finding::isProblem);
    }
  }

  /** Receives each diagnosis as soon as it is there. */
  public interface Listener {
    void diagnosed(Diagnosis diagnosis);
  }

  /** Checks one server after the other. A server that does not answer keeps none from its check. */
  public void examine(Listener listener) throws InterruptedException {
    for (Check check : checks()) {
      listener.diagnosed(new Diagnosis(check.server(), findings(check)));
    }
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(new SourceHealth(pipeline));
    checks.add(new KafkaHealth(pipeline));
    checks.add(new ConnectHealth(pipeline));
    checks.add(new CassandraHealth(pipeline));
    if (pipeline.searches()) {
      checks.add(new ElasticsearchHealth(pipeline.requireSearch()));
    }
    if (pipeline.flink() != null) {
      checks.add(new FlinkHealth(pipeline));
    }
    return checks;
  }

  /** What was found before a failure counts, too. */
  private static List<Finding> findings(Check check) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try {
      check.add(findings);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      findings.add(Finding.problem("It could not be checked: %s", reason(e)));
    }
    return findings;
  }

  private static String reason(Exception failure) {
    Throwable cause = failure;
    if (failure instanceof ExecutionException && failure.getCause() != null) {
      cause = failure.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
