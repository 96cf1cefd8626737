package io.fanfare.jobs.fanout.histories;

import static java.util.stream.Collectors.toSet;

import io.fanfare.schemas.Version;
import io.fanfare.schemas.dashboard.DashboardRows;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import io.fanfare.schemas.dashboard.FanOutChunk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Runs a history on the source and through the pipeline, and compares. */
final class Trial {

  private static final int MOST_CRASHES = 3;

  private final History history;
  private final Fault fault;
  private final Random random;
  private final Source source;
  private final Dashboards dashboards;

  Trial(History history, Fault fault) {
    this.history = history;
    this.fault = fault;
    this.random = new Random(history.seed());
    this.source = Source.of(history, random);
    this.dashboards = new Dashboards(fault);
    run();
  }

  /** The findings at the end of the log, or just before an entry leaves the retention. */
  static Findings of(History history, Fault fault) {
    Trial trial = new Trial(history, fault);
    return trial.findings(trial.anyTime());
  }

  /**
   * Repairs as `fanfare audit --repair` does, until nothing is found.
   *
   * @return the last findings
   */
  Findings repaired(int rounds) {
    Findings found = findings();
    for (int round = 0; round < rounds && !found.none(); round++) {
      source.repair(found);
      run();
      found = findings();
    }
    return found;
  }

  private void run() {
    FanOutInMemory last = read();
    List<Write> writes = new ArrayList<>();
    for (FanOutChunk chunk : last.chunks) {
      writes.addAll(FanOutInMemory.writes(chunk));
      if (random.nextInt(4) == 0) {
        writes.addAll(FanOutInMemory.writes(chunk));
      }
    }
    writes.addAll(damages());
    Collections.shuffle(writes, random);
    writes.forEach(dashboards::apply);
  }

  /**
   * Reads the whole log, with crashes on the way. After a crash the emitted effects stay, the state
   * comes back from any snapshot, and the log is read again from there.
   */
  private FanOutInMemory read() {
    FanOutInMemory running = FanOutInMemory.of(history.setup(), random, fault);
    List<FanOutInMemory> snapshots = new ArrayList<>(List.of(running.copy()));
    int crashes = random.nextInt(MOST_CRASHES + 1);
    int end = source.log.size();
    while (running.position() < end || crashes > 0) {
      boolean crash = crashes > 0 && random.nextInt(end + 1) <= crashes;
      if (crash || running.position() == end) {
        int newest = snapshots.size() - 1;
        FanOutInMemory snapshot =
            snapshots.get(random.nextBoolean() ? newest : random.nextInt(snapshots.size()));
        running = snapshot.restored(running);
        crashes--;
      } else {
        running.read(source.log.get(running.position()));
        if (random.nextInt(8 + end / 16) == 0) {
          snapshots.add(snapshot(running));
        }
      }
    }
    running.drain();
    return running;
  }

  private FanOutInMemory snapshot(FanOutInMemory running) {
    if (random.nextBoolean()) {
      running.arrive();
    }
    return running.copy();
  }

  private List<Write> damages() {
    return source.damages.stream()
        .map(
            damaged ->
                new Write(
                    damaged.operation(),
                    Version.of(source.log.get(damaged.position() - 1).offset()),
                    damaged.entry().recipient(),
                    damaged.entry().activity()))
        .toList();
  }

  /** The findings at the end of the log. */
  Findings findings() {
    return findings(source.now());
  }

  private Findings findings(long now) {
    Set<Entry> stored =
        dashboards.stored().stream().filter(entry -> isRetained(entry, now)).collect(toSet());
    Map<Verdict, Set<Entry>> judged = judge(stored, now);
    return Findings.of(
        history,
        source.log,
        PureFunction.stored(source.tables, now),
        stored,
        PureFunction.shown(source.tables, now),
        judged.getOrDefault(Verdict.SHOWN, Set.of()),
        judged.getOrDefault(Verdict.UNACCOUNTED, Set.of()));
  }

  private long anyTime() {
    List<Entry> due = List.copyOf(PureFunction.stored(source.tables, source.now()));
    if (due.isEmpty() || random.nextInt(4) > 0) {
      return source.now();
    }
    long time = due.get(random.nextInt(due.size())).activity().getActivityTime();
    return time + DashboardRule.RETENTION.toNanos() / 1_000;
  }

  private static boolean isRetained(Entry entry, long now) {
    return entry.activity().getActivityTime() >= DashboardRule.retentionStart(now);
  }

  private Map<Verdict, Set<Entry>> judge(Set<Entry> stored, long now) {
    Map<Long, TableRows> rows = new HashMap<>();
    Map<Verdict, Set<Entry>> judged = new HashMap<>();
    for (Entry entry : stored) {
      long recipient = entry.recipient();
      DashboardRows known =
          rows.computeIfAbsent(recipient, of -> new TableRows(source.tables, recipient));
      DashboardRows asked = fault.rows(known, entry.activity(), source.tables, recipient);
      Verdict verdict = DashboardRule.judge(entry.activity(), recipient, asked, fault.now(now));
      judged.computeIfAbsent(verdict, of -> new HashSet<>()).add(entry);
    }
    return judged;
  }
}
