package io.fanfare.jobs.notifications.histories;

import io.fanfare.jobs.notifications.domain.Effects;
import io.fanfare.jobs.notifications.domain.RecipientRule;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.EntryChange;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.SettingChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * One history of one recipient: changes come in random order (settings in theirs), late, twice, and
 * again after a crash, while the clock goes on.
 */
final class Trial {

  private static final int CHANGES = 60;
  private static final int MOST_PER_HOUR = 3;
  private static final long START = Micros.of(Instant.parse("2026-06-01T18:00:00Z"));

  private final Random random;
  private final Fault fault;
  private final RecipientRule rule = new RecipientRule(MOST_PER_HOUR);
  private final Findings findings = new Findings(MOST_PER_HOUR);

  /** All that happened; the version of a change is its place, from 1 on. */
  private final List<RecipientChange> log = new ArrayList<>();

  private Run run;
  private Run checkpoint;
  private long now = START;

  /** What a checkpoint holds: the state, the timers, and what has been read. */
  private static final class Run {
    final RecipientInMemory state;
    final TreeSet<Long> timers = new TreeSet<>();

    /** Completion events and choices that have not been read for the last time. */
    final List<RecipientChange> pending = new ArrayList<>();

    Known known = new Known();
    int settingsRead;
    int appended;

    Run(RecipientInMemory state) {
      this.state = state;
    }

    Run copy(RecipientInMemory into) {
      Run copy = new Run(into.become(state));
      copy.timers.addAll(timers);
      copy.pending.addAll(pending);
      copy.known = known.copy();
      copy.settingsRead = settingsRead;
      copy.appended = appended;
      return copy;
    }
  }

  private Trial(long seed, Fault fault) {
    this.random = new Random(seed);
    this.fault = fault;
    this.run = new Run(fault.state());
    this.checkpoint = run.copy(fault.state());
  }

  /** What is wrong after a history; nothing if the rule is right. */
  static List<String> findings(long seed, Fault fault) {
    return new Trial(seed, fault).findings();
  }

  private List<String> findings() {
    Source source = new Source(random);
    boolean crashes = random.nextBoolean();
    while (log.size() < CHANGES || run.settingsRead < log.size() || !run.pending.isEmpty()) {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> append(source);
        case 4, 5 -> readModels();
        case 6, 7, 8 -> readPending();
        case 9, 10 -> passTime(Duration.ofMinutes(random.nextInt(40)));
        default -> {
          if (crashes) {
            checkpointOrCrash();
          }
        }
      }
    }
    for (int days = 0; days < 5; days++) {
      passTime(Duration.ofDays(1));
    }
    findings.endOf(log, run.state);
    return findings.all();
  }

  private void append(Source source) {
    if (log.size() < CHANGES) {
      add(source.next(log.size() + 1L, now));
    }
  }

  private void add(RecipientChange change) {
    log.add(change);
    run.appended = log.size();
    if (!(change.getChange() instanceof SettingChange)) {
      run.pending.add(change);
    }
  }

  /** The reader of settings reads `models` in order; whatever else is there moves it on. */
  private void readModels() {
    if (run.settingsRead < log.size()) {
      RecipientChange change = log.get(run.settingsRead++);
      if (change.getChange() instanceof SettingChange) {
        deliver(change);
      }
    }
  }

  /** Completion events come in any order, some again; choices in theirs. */
  private void readPending() {
    if (run.pending.isEmpty()) {
      return;
    }
    RecipientChange change = run.pending.get(random.nextInt(Math.min(4, run.pending.size())));
    if (!(change.getChange() instanceof EntryChange)) {
      change =
          run.pending.stream()
              .filter(pending -> !(pending.getChange() instanceof EntryChange))
              .findFirst()
              .orElseThrow();
      run.pending.remove(change);
    } else if (random.nextInt(5) > 0) {
      run.pending.remove(change);
    }
    deliver(change);
  }

  private void deliver(RecipientChange change) {
    run.known.add(change);
    fault
        .change(change)
        .ifPresent(
            given ->
                rule.apply(
                    given, run.state, fault.settingsVersion(run.settingsRead), now, effects()));
    wakeWhatIsDue();
  }

  private void passTime(Duration time) {
    long until = now + Micros.of(time);
    while (!run.timers.isEmpty() && run.timers.first() <= until) {
      now = Math.max(now, run.timers.first());
      wakeWhatIsDue();
    }
    now = until;
  }

  private void wakeWhatIsDue() {
    while (!run.timers.isEmpty() && run.timers.first() <= now) {
      run.timers.pollFirst();
      rule.wake(
          Source.RECIPIENT,
          run.state,
          fault.settingsVersion(run.settingsRead),
          fault.now(now),
          effects());
    }
  }

  /** After a crash, the clock has gone on, and what was read since the checkpoint comes again. */
  private void checkpointOrCrash() {
    if (random.nextInt(3) > 0) {
      checkpoint = run.copy(new RecipientInMemory());
      return;
    }
    run = checkpoint.copy(fault.state());
    fault.restored(run.state);
    findings.crash();
    for (RecipientChange change : List.copyOf(log.subList(run.appended, log.size()))) {
      if (!(change.getChange() instanceof SettingChange)) {
        run.pending.add(change);
      }
    }
    run.appended = log.size();
    now += Micros.of(Duration.ofMinutes(random.nextInt(60)));
  }

  private Effects effects() {
    return fault.effects(
        new Effects() {
          @Override
          public void message(Notification message) {
            findings.message(message, run.known, run.settingsRead, now);
          }

          @Override
          public void outcome(Outcome outcome) {
            findings.outcome(outcome);
          }

          @Override
          public void wake(long time) {
            run.timers.add(time);
          }
        });
  }
}
