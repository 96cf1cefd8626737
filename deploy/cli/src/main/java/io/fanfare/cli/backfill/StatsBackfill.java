package io.fanfare.cli.backfill;

import io.fanfare.cli.views.CapturedPosition;
import io.fanfare.cli.views.ViewProgress;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackException;
import io.fanfare.local.StackHome;
import io.fanfare.local.StatsRebuild;
import io.fanfare.local.StatsRebuild.Wanted;
import io.fanfare.local.supervisor.DetachedStack;
import io.fanfare.schemas.progress.Views;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes cells of stats once more, where they are, while the job that keeps them in step goes on:
 * of two writes of a cell the one that has counted more stays, so what has counted only half shows
 * nowhere. A job of its own reads the whole log and ends with it, or begins with a savepoint and
 * writes all that it knows.
 */
public final class StatsBackfill {

  /** The whole log may be the work of hours. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  /** A stack in which a server was just killed takes a while. */
  private static final Duration JOB_PATIENCE = Duration.ofMinutes(5);

  private static final Duration SAYING = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 200;
  private static final String FINISHED = "FINISHED";
  private static final String RUNNING = "RUNNING";

  private final StackAddresses addresses;
  private final StackHome home;
  private final StatsRebuild rebuild;
  private final Consumer<String> lines;

  /**
   * @param lines gets a line of text for each step
   */
  public StatsBackfill(StackAddresses addresses, StackHome home, Consumer<String> lines) {
    this.addresses = addresses;
    this.home = home;
    this.rebuild = new StatsRebuild(home);
    this.lines = lines;
  }

  /**
   * Rebuilds, or goes on with what was begun, and returns when all is stored.
   *
   * @throws StackException if another rebuild is under way
   */
  public void build(Wanted wanted) throws InterruptedException {
    Optional<Wanted> begun = rebuild.wanted();
    if (begun.isPresent() && !begun.get().equals(wanted)) {
      throw new StackException(
          "The stack rebuilds %s: `fanfare backfill stats` with the same options waits for it, and"
                  .formatted(name(begun.get()))
              + " --cancel ends it.");
    }
    say(
        "%s %s from %s; nothing that is shown changes before as much is counted again",
        name(wanted),
        begun.isPresent() ? "go on being rebuilt" : "are being rebuilt",
        wanted.fromSavepoint() ? "a savepoint of the job of stats" : "the log");
    if (wanted.fromSavepoint()) {
      fromSavepoint(wanted);
    } else {
      fromLog(wanted, begun.isPresent());
    }
    end();
    say("%s are rebuilt", name(wanted));
  }

  private void fromSavepoint(Wanted wanted) throws InterruptedException {
    rebuild.want(wanted);
    // A marker that the savepoint has behind it never comes.
    await(RUNNING::equals, "start", JOB_PATIENCE);
    new CapturedPosition(addresses).await(PATIENCE);
    new ViewProgress(addresses.kafkaBootstrap()).await(Set.of(Views.STATS_REBUILD), PATIENCE);
  }

  private void fromLog(Wanted wanted, boolean goesOn) throws InterruptedException {
    try (LogProgress log = new LogProgress(addresses.kafkaBootstrap(), Views.STATS_REBUILD)) {
      if (!goesOn) {
        log.forget();
      }
      rebuild.want(wanted);
      await(Objects::nonNull, "start", JOB_PATIENCE);
      await(FINISHED::equals, "end", PATIENCE, new Watch(log));
    }
  }

  /** Ends a rebuild that is under way; what it has written stays, and is right. */
  public void cancel() throws InterruptedException {
    if (rebuild.wanted().isEmpty()) {
      throw new StackException("The stack rebuilds no stats.");
    }
    end();
    say("the rebuild is ended");
  }

  private void end() throws InterruptedException {
    rebuild.forget();
    await(Objects::isNull, "end", JOB_PATIENCE);
  }

  private void await(Predicate<@Nullable String> condition, String what, Duration patience)
      throws InterruptedException {
    await(condition, what, patience, () -> {});
  }

  /**
   * The stack's supervisor starts the job, and ends it when nobody wants it.
   *
   * @param condition on the job's state; null while there is none
   */
  private void await(
      Predicate<@Nullable String> condition, String what, Duration patience, Look meanwhile)
      throws InterruptedException {
    long began = System.nanoTime();
    while (!condition.test(state())) {
      if (System.nanoTime() - began > patience.toNanos()) {
        throw new StackException(
            "The job %s did not %s within %d minutes: `fanfare status` says how the jobs are."
                .formatted(Views.STATS_REBUILD, what, patience.toMinutes()));
      }
      meanwhile.look();
      Thread.sleep(POLL_MILLIS);
    }
  }

  private @Nullable String state() {
    return new DetachedStack(home)
        .state()
        .map(state -> state.jobs().get(Views.STATS_REBUILD))
        .orElse(null);
  }

  private static String name(Wanted wanted) {
    if (wanted.from().isEmpty() && wanted.to().isEmpty()) {
      return "all stats";
    }
    return "stats"
        + (wanted.from().isEmpty() ? "" : " from " + wanted.from())
        + (wanted.to().isEmpty() ? "" : " to " + wanted.to());
  }

  private void say(String line, Object... values) {
    lines.accept(String.format(Locale.ROOT, line, values));
  }

  /** What is done while somebody waits. */
  private interface Look {
    void look() throws InterruptedException;
  }

  /** Says how far the job is. */
  private final class Watch implements Look {

    private final LogProgress log;
    private long said = System.nanoTime();
    private long read;

    Watch(LogProgress log) {
      this.log = log;
    }

    @Override
    public void look() throws InterruptedException {
      if (System.nanoTime() - said >= SAYING.toNanos()) {
        long now = log.read();
        say(
            "%,d of %,d records of the log are read%s",
            now, log.length(), now > 0 && now == read ? ", and cells are being written" : "");
        read = now;
        said = System.nanoTime();
      }
    }
  }
}
