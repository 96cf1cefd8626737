package io.fanfare.ops.jobs;

import io.fanfare.ops.Await;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Job;
import io.fanfare.ops.rest.FlinkRest.Savepoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Starts and stops the jobs of a pipeline. */
public final class JobChanges {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String FILE = "config";
  private static final Pattern OF_SERVERS = Pattern.compile("(?:kafka|cassandra|elasticsearch)-.*");

  private final PipelineAccess pipeline;
  private final FlinkAccess flink;
  private final FlinkRest rest;
  private final PipelineJobs jobs;
  private final StateCheck check;
  private final JobStart start;
  private final boolean isDryRun;
  private final Consumer<String> lines;

  /**
   * @param isDryRun only checks and names what would be done
   * @param lines receives what was or would be done, such as the place of a savepoint as soon as it
   *     is written
   */
  public JobChanges(PipelineAccess pipeline, boolean isDryRun, Consumer<String> lines) {
    this.pipeline = pipeline;
    this.flink = pipeline.requireFlink();
    this.rest = new FlinkRest(flink.rest());
    this.jobs = new PipelineJobs(pipeline);
    this.check = new StateCheck(pipeline, rest, lines);
    this.start = new JobStart(rest, lines);
    this.isDryRun = isDryRun;
    this.lines = lines;
  }

  /**
   * Stops a job with a savepoint.
   *
   * @throws OperationException if it does not run, or cannot write a savepoint
   */
  public JobChange stop(String name) throws InterruptedException {
    return PipelineJobs.ask(
        () -> {
          Job job = jobs.require(name);
          return new JobChange(name, isDryRun, stop(job), null);
        });
  }

  /**
   * Starts a job.
   *
   * @param from savepoint or checkpoint to start from; empty to start from the beginning of the log
   * @param isChecked whether it is refused a savepoint that does not fit the jar or the topics
   * @param options of the job, such as `--parallelism 4`, beside the addresses of its servers
   * @throws OperationException if it runs already, or does not start
   */
  public JobChange start(
      String name, Optional<String> from, boolean isChecked, List<String> options)
      throws InterruptedException {
    JobKind kind = JobKind.of(pipeline, name);
    return PipelineJobs.ask(
        () -> {
          jobs.requireEnded(name);
          List<String> arguments = arguments(kind, options);
          String jar = rest.upload(flink.jobsJar());
          try {
            if (from.isPresent() && isChecked) {
              check.requireStartable(name, jar, from.get());
            }
          } catch (IOException | OperationException e) {
            start.forget(jar);
            throw e;
          }
          if (isDryRun) {
            start.forget(jar);
            wouldStart(name, from.orElse("the beginning of its log"), arguments);
          } else {
            start.run(jar, kind, arguments, from);
          }
          return new JobChange(name, isDryRun, from.orElse(null), arguments);
        });
  }

  /**
   * Stops a job with a savepoint, and starts the jar of this release from it, with the options that
   * the job had and the addresses of the configuration. What can be checked is checked before.
   *
   * @param parallelism the new one; empty to leave it
   * @throws OperationException if a step fails; the sentence names the savepoint once there is one
   */
  public JobChange restart(String name, Optional<Integer> parallelism) throws InterruptedException {
    JobKind kind = JobKind.of(pipeline, name);
    return PipelineJobs.ask(
        () -> {
          Job job = jobs.require(name);
          Map<String, String> had = rest.parameters(job.id());
          if (had.containsKey(FILE)) {
            throw new OperationException(
                ("The job %s was started with --config %s, which the JobManager need not have: stop"
                        + " it, and start it with options.")
                    .formatted(name, had.get(FILE)));
          }
          if (parallelism.isPresent() && parallelism.get() > rest.slots()) {
            lines.accept(
                "%s has %d slots now, and the job %s is to have %d subtasks: it waits for more."
                    .formatted(flink.rest().url(), rest.slots(), name, parallelism.get()));
          }
          return restart(job, kind, options(kind, had, parallelism));
        });
  }

  private JobChange restart(Job job, JobKind kind, List<String> options)
      throws IOException, InterruptedException {
    List<String> arguments = arguments(kind, options);
    String jar = rest.upload(flink.jobsJar());
    String savepoint;
    try {
      check.requireRestorable(job, jar);
      savepoint = stop(job);
    } catch (IOException | OperationException e) {
      start.forget(jar);
      throw e;
    }
    if (isDryRun) {
      start.forget(jar);
      wouldStart(job.name(), "that savepoint", arguments);
      return new JobChange(job.name(), true, savepoint, arguments);
    }
    try {
      start.run(jar, kind, arguments, Optional.of(savepoint));
    } catch (IOException | OperationException e) {
      throw new OperationException(
          ("The job %s was stopped with the savepoint %s, and could not be started again: %s"
                  + " `fanfare jobs start %s --from %s --config … -- %s` starts it.")
              .formatted(
                  job.name(),
                  savepoint,
                  e.getMessage(),
                  job.name(),
                  savepoint,
                  String.join(" ", options)),
          e);
    }
    return new JobChange(job.name(), false, savepoint, arguments);
  }

  private static List<String> arguments(JobKind kind, List<String> options) {
    List<String> arguments = new ArrayList<>(kind.arguments());
    arguments.addAll(options);
    return arguments;
  }

  private void wouldStart(String name, String from, List<String> arguments) {
    lines.accept(
        "The job %s would be started from %s, with %s."
            .formatted(name, from, String.join(" ", arguments)));
  }

  /**
   * The options that the job had beside the addresses of its servers: those are of the
   * configuration. Flink hides values that look like secrets, and an earlier release may have named
   * its servers otherwise.
   */
  private static List<String> options(
      JobKind kind, Map<String, String> had, Optional<Integer> parallelism) {
    Map<String, String> options = new TreeMap<>(had);
    options.keySet().removeIf(key -> OF_SERVERS.matcher(key).matches());
    parallelism.ifPresent(number -> options.put("parallelism", Integer.toString(number)));
    List<String> more = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          if (!kind.arguments().contains("--" + key)) {
            more.addAll(List.of("--" + key, value));
          }
        });
    return more;
  }

  /** Returns where the savepoint is, or the folder that would have it. */
  private String stop(Job job) throws IOException, InterruptedException {
    if (isDryRun) {
      lines.accept(
          "The job %s would be stopped with a savepoint in %s."
              .formatted(job.name(), flink.savepoints()));
      return flink.savepoints();
    }
    String request = rest.stop(job.id(), flink.savepoints());
    Await.until(
        PATIENCE,
        () -> rest.savepointOf(job.id(), request).isPresent(),
        "The job %s wrote no savepoint to %s within %d minutes: see its log at %s."
            .formatted(job.name(), flink.savepoints(), PATIENCE.toMinutes(), flink.rest().url()));
    String savepoint =
        rest.savepointOf(job.id(), request)
            .map(Savepoint::location)
            .orElseThrow(
                () ->
                    new OperationException(
                        "The job %s could not write a savepoint to %s, and still runs: see its log."
                            .formatted(job.name(), flink.savepoints())));
    lines.accept("The job %s was stopped with the savepoint %s".formatted(job.name(), savepoint));
    return savepoint;
  }
}
