package io.fanfare.ops.backfill.dashboards;

import io.fanfare.api.dashboard.CassandraDashboards;
import io.fanfare.connectors.cassandra.DashboardTables;
import io.fanfare.connectors.cassandra.StoredGenerations;
import io.fanfare.connectors.cassandra.StoredGenerations.Generation;
import io.fanfare.connectors.cassandra.StoredGenerations.Stage;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.BackfillStatus;
import io.fanfare.ops.backfill.BatchRun;
import io.fanfare.ops.backfill.DashboardRebuild;
import io.fanfare.ops.backfill.JobControl;
import io.fanfare.ops.backfill.JobSavepoints;
import io.fanfare.ops.progress.Clocks;
import io.fanfare.ops.progress.ViewProgress;
import io.fanfare.ops.terminal.Lines;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.progress.Views;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes dashboards again from a savepoint of the fan-out job, whose state has who follows whom and
 * every outbox. A batch job writes each entry once, with the version of the savepoint, so it loses
 * against everything newer.
 *
 * <p>In place, this adds what is missing, and can be done at any time. Only a new generation is
 * also free of what should not be there: while it is filled, every effect is written to both
 * generations. How far a generation is stands beside the data, in `fanfare.dashboard_generations`,
 * so a command that was killed at any step continues there.
 */
public final class DashboardBackfill implements AutoCloseable {

  /** A large fan-out may be on its way. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** Readers look every half second, and a page may be under way. */
  private static final Duration SWITCH = CassandraDashboards.SWITCH.multipliedBy(5);

  private final PipelineAccess pipeline;
  private final JobControl jobs;
  private final GenerationTable table;
  private final BatchRun<DashboardRebuild> running;
  private final Lines lines;

  /**
   * Connects.
   *
   * @param lines receives a line of text for each step
   * @throws OperationException if the cluster rejects the login, or the tables are missing
   */
  public DashboardBackfill(PipelineAccess pipeline, JobControl jobs, Consumer<String> lines) {
    this.pipeline = pipeline;
    this.jobs = jobs;
    this.lines = new Lines(lines);
    this.running =
        new BatchRun<>(pipeline, jobs, this.lines, DashboardRebuild.class, "expand", "cassandra");
    this.table = new GenerationTable(pipeline.dashboards());
  }

  /**
   * Adds what is missing in the served generation, and returns when it is there.
   *
   * @throws OperationException if another backfill is under way, or another rule has written the
   *     served generation
   */
  public void inPlace(DashboardRebuild.Part part) throws InterruptedException {
    StoredGenerations now = table.read();
    Optional<DashboardRebuild> begun = begunInPlace(now, part);
    DashboardRebuild rebuild =
        begun.isPresent() ? begun.get() : rebuild(savepoint(), now.served(), part);
    running.await(rebuild);
    jobs.stop(rebuild);
    lines.print("what was missing in %s is there", rebuild.describe());
  }

  /**
   * What {@link #inPlace} would do, in a line; it changes nothing.
   *
   * @throws OperationException as that does
   */
  public void planInPlace(DashboardRebuild.Part part) throws InterruptedException {
    StoredGenerations now = table.read();
    lines.print(
        "what is missing in %s would be written%s",
        new DashboardRebuild("", now.served(), part, "").describe(),
        begunInPlace(now, part).isPresent()
            ? ", as it is already"
            : ", from a savepoint of the job " + JobNames.FAN_OUT);
  }

  private Optional<DashboardRebuild> begunInPlace(StoredGenerations now, DashboardRebuild.Part part)
      throws InterruptedException {
    requireRule(now);
    if (now.other().filter(DashboardBackfill::isBeingBuilt).isPresent()) {
      throw new OperationException(
          "Another generation of the dashboards is being built or ended: finish that first.");
    }
    return begun(now.served(), part);
  }

  /**
   * The rebuild that is under way.
   *
   * @throws OperationException if it is another one than this
   */
  private Optional<DashboardRebuild> begun(int generation, DashboardRebuild.Part part)
      throws InterruptedException {
    Optional<DashboardRebuild> begun = running.find();
    if (begun.isPresent()
        && (begun.get().generation() != generation || !begun.get().part().equals(part))) {
      throw new OperationException(
          "A rebuild of %s is under way: run `fanfare backfill dashboards start` with the same options"
                  .formatted(begun.get().describe())
              + " to wait for it, or `fanfare backfill dashboards cancel`.");
    }
    return begun;
  }

  private static boolean isBeingBuilt(Generation generation) {
    return generation.stage() != Stage.FORMER;
  }

  /** Two rules would write other effects with the same versions. */
  private static void requireRule(StoredGenerations now) {
    Generation served = now.used().get(now.served());
    if (served != null && served.rule() != DashboardRule.STORING) {
      throw new OperationException(
          ("The served dashboards were written by rule %d, and this release has rule %d: build a new"
                  + " generation with --new-generation.")
              .formatted(served.rule(), DashboardRule.STORING));
    }
  }

  /**
   * Fills the generation that is not served, or continues to, and returns when it has everything.
   *
   * @return its number
   * @throws OperationException if a former generation is kept for a rollback
   */
  public int build() throws InterruptedException {
    StoredGenerations now = table.read();
    int next = requireBuildable(now);
    Optional<Stage> stage = now.other().map(Generation::stage);
    if (stage.filter(Stage.FILLED::equals).isPresent()) {
      lines.print("generation %d is filled; reads still use %d", next, now.served());
      return next;
    }
    Optional<DashboardRebuild> begun = begun(next, DashboardRebuild.Part.ALL);
    if (stage.isEmpty()) {
      table.claim(next, DashboardRule.STORING);
    }
    lines.print("filling generation %d; reads still use %d", next, now.served());
    if (stage.isEmpty() || stage.get() == Stage.EMPTYING) {
      // A writer that does not know yet that a former backfill has ended would not list months.
      awaitWriters();
      table.truncate(next, Stage.EMPTYING);
      table.advance(next, Stage.EMPTYING, Stage.BUILDING);
    }
    DashboardRebuild rebuild =
        begun.isPresent()
            ? begun.get()
            : rebuild(savepointAfterAdoption(), next, DashboardRebuild.Part.ALL);
    running.await(rebuild);
    jobs.stop(rebuild);
    table.advance(next, Stage.BUILDING, Stage.FILLED);
    lines.print("generation %d is filled", next);
    return next;
  }

  /**
   * What {@link #build} would do, in a line; it changes nothing.
   *
   * @throws OperationException as that does
   */
  public void planBuild() {
    StoredGenerations now = table.read();
    lines.print(
        "generation %d would be filled, audited and read, instead of %d",
        requireBuildable(now), now.served());
  }

  private static int requireBuildable(StoredGenerations now) {
    int next = DashboardTables.other(now.served());
    Optional<Stage> stage = now.other().map(Generation::stage);
    if (stage.filter(Stage.FORMER::equals).isPresent()) {
      throw new OperationException(
          "Generation %d is served and %d is kept for a rollback: run `fanfare backfill dashboards finish`"
                  .formatted(now.served(), next)
              + " or `rollback` first.");
    }
    if (stage.filter(Stage.ENDING::equals).isPresent()) {
      throw new OperationException(
          "Generation %d is being ended: run `fanfare backfill dashboards finish` first."
              .formatted(next));
    }
    return next;
  }

  /**
   * A savepoint of the fan-out job after which every effect goes to both generations: each writer
   * looks which there are before it lets a marker pass.
   */
  private String savepointAfterAdoption() throws InterruptedException {
    awaitWriters();
    return savepoint();
  }

  private DashboardRebuild rebuild(String savepoint, int generation, DashboardRebuild.Part part) {
    String now = new Clocks(pipeline.kafka()).ofBroker().toString();
    return new DashboardRebuild(savepoint, generation, part, now);
  }

  private void awaitWriters() throws InterruptedException {
    new ViewProgress(pipeline.kafka()).await(Set.of(Views.DASHBOARDS), PATIENCE);
  }

  private String savepoint() throws InterruptedException {
    String savepoint = new JobSavepoints(pipeline).of(JobNames.FAN_OUT);
    lines.print("the job %s wrote the savepoint %s", JobNames.FAN_OUT, savepoint);
    return savepoint;
  }

  /** Switches all readers to a generation that has everything. */
  public void serve(int generation) throws InterruptedException {
    table.serve(generation);
    lines.print("reads use generation %d now; the other is written, too", generation);
  }

  /**
   * Switches readers back to the generation that was served before.
   *
   * @throws OperationException if there is none
   */
  public void rollBack() throws InterruptedException {
    serve(former());
  }

  /** What {@link #rollBack} would do, in a line; it changes nothing. */
  public void planRollBack() {
    lines.print("reads would use generation %d again", former());
  }

  private int former() {
    StoredGenerations now = table.read();
    if (now.other().filter(other -> other.stage() == Stage.FORMER).isEmpty()) {
      throw new OperationException(
          "There is no former generation to roll back to: %d is served.".formatted(now.served()));
    }
    return DashboardTables.other(now.served());
  }

  /** Ends the generation that is not served, and empties its tables. */
  public void finish() throws InterruptedException {
    StoredGenerations now = table.read();
    int other = DashboardTables.other(now.served());
    Optional<Stage> stage = now.other().map(Generation::stage);
    if (stage.isPresent()) {
      cancelRebuildOf(other);
      if (stage.get() != Stage.ENDING) {
        table.advance(other, stage.get(), Stage.ENDING);
      }
      awaitWriters();
      TimeUnit.MILLISECONDS.sleep(SWITCH.toMillis());
      table.truncate(other, Stage.ENDING);
      table.forget(other);
    }
    lines.print("generation %d is served, and the tables of the other are empty", now.served());
  }

  /** What {@link #finish} would do, in a line; it changes nothing. */
  public void planFinish() {
    lines.print(
        "generation %d would no longer be written, and its tables would be emptied",
        DashboardTables.other(table.read().served()));
  }

  private void cancelRebuildOf(int generation) throws InterruptedException {
    Optional<DashboardRebuild> rebuild =
        running.find().filter(begun -> begun.generation() == generation);
    if (rebuild.isPresent()) {
      jobs.stop(rebuild.get());
    }
  }

  /**
   * Ends a rebuild in place. What it has written stays, and is correct.
   *
   * @throws OperationException if there is none
   */
  public void cancel() throws InterruptedException {
    jobs.stop(requireBegun());
    lines.print("the rebuild has ended");
  }

  /** What {@link #cancel} would do, in a line; it changes nothing. */
  public void planCancel() throws InterruptedException {
    lines.print("the rebuild of %s would be ended", requireBegun().describe());
  }

  private DashboardRebuild requireBegun() throws InterruptedException {
    return running
        .find()
        .orElseThrow(() -> new OperationException("No rebuild of the dashboards is under way."));
  }

  /** What there is and what goes on. */
  public BackfillStatus status() throws InterruptedException {
    Map<String, String> generations = new TreeMap<>();
    table
        .read()
        .used()
        .forEach(
            (number, generation) ->
                generations.put(
                    Integer.toString(number),
                    "%s, rule %d"
                        .formatted(
                            generation.stage().name().toLowerCase(Locale.ROOT),
                            generation.rule())));
    Optional<DashboardRebuild> rebuild = running.find();
    return new BackfillStatus(
        generations,
        rebuild.isEmpty() ? null : rebuild.get().describe() + " from " + rebuild.get().savepoint());
  }

  @Override
  public void close() {
    table.close();
  }
}
