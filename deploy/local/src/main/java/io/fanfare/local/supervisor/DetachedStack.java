package io.fanfare.local.supervisor;

import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Ending;
import io.fanfare.local.process.ProcessRecord;
import io.fanfare.local.process.ProcessRecords;
import io.fanfare.local.supervisor.StackState.Phase;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts, inspects and stops a stack that another process owns. */
public final class DetachedStack {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);
  private static final Duration LEFTOVERS_PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 50;

  private final StackHome home;
  private final ProcessRecords records;
  private volatile boolean interrupted;

  public DetachedStack(StackHome home) {
    this.home = home;
    this.records = new ProcessRecords(home.run());
  }

  /** The state of the stack; empty if no supervisor runs. */
  public Optional<StackState> state() {
    return supervisor().flatMap(running -> StackState.read(home));
  }

  /**
   * Starts a stack with its own supervisor, and waits until all of it is ready. If the stack is up,
   * it does nothing; if another command is starting it, it waits for that start. If this process is
   * asked to end meanwhile, it stops the stack that it started.
   *
   * @param lines receives a line of text for each step
   * @return whether this call started the stack
   * @throws OperationException if the stack could not be started
   */
  public boolean up(StackSettings settings, Consumer<String> lines) throws InterruptedException {
    Optional<ProcessRecord> owner = supervisor();
    if (owner.isPresent()) {
      waitForOther(owner.get(), lines);
      return false;
    }
    home.create();
    SupervisorLaunch launch = new SupervisorLaunch(settings);
    Process supervisor = start(launch);
    Thread stop = new Thread(() -> stop(supervisor, lines), "stop-start");
    Runtime.getRuntime().addShutdownHook(stop);
    follow(supervisor, launch, lines);
    Runtime.getRuntime().removeShutdownHook(stop);
    return true;
  }

  /**
   * Stops the stack, and the processes that a killed supervisor left.
   *
   * @param wipe whether to remove the stack's home, too
   * @return whether any process ran
   */
  public boolean down(boolean wipe, Consumer<String> lines) throws InterruptedException {
    boolean ran = false;
    Optional<ProcessRecord> owner = supervisor();
    if (owner.isPresent()) {
      ran = true;
      lines.accept("stopping the stack in " + home.root());
      if (!Ending.request(owner.get()).await(STOP_PATIENCE)) {
        lines.accept("killed the supervisor (process " + owner.get().pid() + "): it did not end");
      }
    }
    for (ProcessRecord ended : records.endAll(Servers.STOPPING_ORDER, LEFTOVERS_PATIENCE)) {
      ran = true;
      lines.accept("ended the leftover process " + ended.pid() + " (" + ended.name() + ")");
    }
    if (wipe) {
      home.wipe();
      lines.accept("removed " + home.root());
    }
    return ran;
  }

  /** Names of the servers that run without a supervisor. */
  public List<String> leftovers() {
    return records.all().stream()
        .filter(record -> record.running().isPresent())
        .map(ProcessRecord::name)
        .sorted()
        .toList();
  }

  private Optional<ProcessRecord> supervisor() {
    return records.read(SupervisorProgram.RECORD).filter(r -> r.running().isPresent());
  }

  private static Process start(SupervisorLaunch launch) {
    try {
      return launch.start();
    } catch (IOException e) {
      throw new OperationException("The supervisor could not be started: " + e, e);
    }
  }

  /** Prints the supervisor's lines until it reports how the start ended. */
  private void follow(Process supervisor, SupervisorLaunch launch, Consumer<String> lines)
      throws InterruptedException {
    StartReport report = new StartReport(home, supervisor.pid());
    FollowedLog log = new FollowedLog(launch.output());
    Optional<String> problem = Optional.empty();
    // Once interrupted, this process ends as soon as the stack has ended.
    while (problem.isEmpty() || interrupted) {
      boolean alive = supervisor.isAlive();
      problem = report.take();
      log.readNewLines().forEach(lines);
      if (problem.isEmpty() && !alive && !interrupted) {
        throw new OperationException(
            "The supervisor ended with exit code %d: see %s."
                .formatted(supervisor.exitValue(), launch.output()));
      }
      Thread.sleep(POLL_MILLIS);
    }
    if (!problem.get().isEmpty()) {
      supervisor.waitFor();
      throw new OperationException(problem.get());
    }
  }

  private void waitForOther(ProcessRecord owner, Consumer<String> lines)
      throws InterruptedException {
    boolean reported = false;
    while (owner.running().isPresent()) {
      Phase phase = StackState.read(home).map(StackState::phase).orElse(Phase.STARTING);
      if (phase == Phase.UP) {
        return;
      }
      if (phase != Phase.STARTING) {
        throw new OperationException(
            "The stack is being stopped: start it again when that is done.");
      }
      if (!reported) {
        lines.accept("another command is starting the stack: waiting for it");
        reported = true;
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new OperationException("The stack that another command was starting has ended.");
  }

  private void stop(Process supervisor, Consumer<String> lines) {
    if (!supervisor.isAlive()) {
      return;
    }
    interrupted = true;
    lines.accept("interrupted: stopping the stack");
    supervisor.destroy();
    try {
      supervisor.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
