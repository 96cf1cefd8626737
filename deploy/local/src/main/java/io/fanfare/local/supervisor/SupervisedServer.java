package io.fanfare.local.supervisor;

import io.fanfare.local.Ports;
import io.fanfare.local.StackHome;
import io.fanfare.local.process.Backoff;
import io.fanfare.local.process.Launch;
import io.fanfare.local.process.ProcessRecord;
import io.fanfare.local.process.ProcessRecords;
import io.fanfare.local.server.Server;
import io.fanfare.local.server.ServerFiles;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Starts a server, and restarts it whenever it dies before it is stopped. */
final class SupervisedServer {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 50;

  private final Server server;
  private final StackHome home;
  private final ServerFiles files;
  private final ProcessRecords records;
  private final Progress progress;
  private final Runnable changed;
  private final BiConsumer<String, OperationException> deaths;

  private volatile @Nullable Process process;
  private @Nullable Thread watch;
  private boolean wanted;
  private volatile ServerState state = ServerState.STOPPED;
  private volatile int restarts;
  private volatile boolean isKilled;
  private volatile List<String> problem = List.of();

  /**
   * @param changed is called whenever the report has changed
   * @param deaths is called when the server has died after it was ready
   */
  SupervisedServer(
      Server server,
      StackHome home,
      Progress progress,
      Runnable changed,
      BiConsumer<String, OperationException> deaths) {
    this.server = server;
    this.home = home;
    this.files = new ServerFiles(home, server.name());
    this.records = new ProcessRecords(home.run());
    this.progress = progress;
    this.changed = changed;
    this.deaths = deaths;
  }

  String name() {
    return server.name();
  }

  /**
   * Starts the server, waits until it is ready, and watches it from then on.
   *
   * @throws OperationException if it cannot be started, dies, or does not become ready in time
   */
  void start() throws InterruptedException {
    synchronized (this) {
      wanted = true;
    }
    Instant began = Instant.now();
    Process started = launch(ServerState.STARTING);
    awaitReady(started);
    changeState(ServerState.RUNNING, List.of());
    progress.report(
        "%s is ready on %s:%d (process %d, after %.1f s)",
        name(), Ports.HOST, server.ports().get(0), started.pid(), secondsSince(began));
    Thread thread = new Thread(() -> watch(started), "watch-" + name());
    thread.setDaemon(true);
    synchronized (this) {
      watch = thread;
    }
    thread.start();
  }

  /** Asks the server to end. It is not restarted. */
  void requestStop() {
    Process running;
    Thread watching;
    synchronized (this) {
      wanted = false;
      running = process;
      watching = watch;
    }
    if (running != null) {
      running.destroy();
    }
    if (watching != null) {
      watching.interrupt();
    }
  }

  /** Asks the server to end, waits for its end, and kills it if that takes longer. */
  void stop(Duration patience) throws InterruptedException {
    requestStop();
    Process running = process;
    if (running != null && !running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      progress.report("%s did not end within %d s: killing it", name(), patience.toSeconds());
      running.destroyForcibly().waitFor();
    }
    records.remove(name());
    changeState(ServerState.STOPPED, List.of());
  }

  /** Kills the process at once (SIGKILL), like a first crash: it is restarted without a pause. */
  void kill() {
    Process running = process;
    isKilled = true;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  ServerReport report() {
    Process running = process;
    long pid = running != null && running.isAlive() ? running.pid() : 0;
    return new ServerReport(
        name(), pid, server.ports().get(0), state, restarts, files.mainLog().toString(), problem);
  }

  private Process launch(ServerState becoming) throws InterruptedException {
    try {
      Launch launch = server.prepare();
      synchronized (this) {
        if (!wanted) {
          throw new InterruptedException();
        }
        Process started = launch.start(home.run(), files.output());
        process = started;
        record(started);
        changeState(becoming, problem);
        return started;
      }
    } catch (IOException e) {
      throw new OperationException(name() + " could not be started: " + e, e);
    }
  }

  /** Ends the process if it cannot be recorded: without a record no later stack could find it. */
  private void record(Process started) {
    try {
      ProcessRecord.of(name(), started.pid()).ifPresent(records::write);
    } catch (OperationException e) {
      started.destroyForcibly();
      throw e;
    }
  }

  private void awaitReady(Process started) throws InterruptedException {
    Instant deadline = Instant.now().plus(START_LIMIT);
    while (!server.ready()) {
      if (started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw death(started);
      }
      if (Instant.now().isAfter(deadline)) {
        started.destroyForcibly();
        throw failure("was not ready after " + START_LIMIT.toSeconds() + " s");
      }
    }
  }

  /** Restarts the server after each death, until it is stopped. */
  private void watch(Process first) {
    Process current = first;
    Backoff backoff = new Backoff();
    Instant began = Instant.now();
    try {
      while (true) {
        current.waitFor();
        reportDeath(current);
        if (isKilled) {
          isKilled = false;
          backoff = new Backoff();
        }
        TimeUnit.MILLISECONDS.sleep(
            backoff.nextPause(Duration.between(began, Instant.now())).toMillis());
        began = Instant.now();
        current = restart(current);
      }
    } catch (InterruptedException e) {
      // Stopped on purpose.
    }
  }

  private Process restart(Process former) throws InterruptedException {
    Process started = former;
    try {
      started = launch(ServerState.RESTARTING);
      awaitReady(started);
      changeState(ServerState.RUNNING, List.of());
      progress.report("%s is ready again (process %d)", name(), started.pid());
    } catch (RuntimeException e) {
      // The next start may succeed, and nothing else starts the server.
      changeState(ServerState.RESTARTING, String.valueOf(e.getMessage()).lines().toList());
    }
    return started;
  }

  private void reportDeath(Process ended) throws InterruptedException {
    synchronized (this) {
      if (!wanted) {
        throw new InterruptedException();
      }
    }
    restarts++;
    OperationException death = death(ended);
    changeState(ServerState.RESTARTING, death.getMessage().lines().toList());
    progress.report("%s", death.getMessage());
    deaths.accept(name(), death);
  }

  private OperationException death(Process ended) {
    return failure("ended with exit code " + ended.exitValue());
  }

  private OperationException failure(String what) {
    return new OperationException(
        "%s %s. Last lines of %s:%n%s"
            .formatted(
                name(), what, files.log(), String.join(System.lineSeparator(), files.lastLines())));
  }

  private void changeState(ServerState next, List<String> nextProblem) {
    state = next;
    problem = nextProblem;
    changed.run();
  }

  private static double secondsSince(Instant began) {
    return Duration.between(began, Instant.now()).toMillis() / 1000.0;
  }
}
