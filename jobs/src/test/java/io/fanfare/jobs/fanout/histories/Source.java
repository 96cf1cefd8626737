package io.fanfare.jobs.fanout.histories;

import io.fanfare.jobs.fanout.domain.Rows;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.User;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The application's tables, the capture behind them, and refreshes: together they write the log.
 */
final class Source {

  final SourceTables tables = new SourceTables();
  final List<Logged> log = new ArrayList<>();
  final List<Damaged> damages = new ArrayList<>();

  private final Random random;
  private final Deque<ModelBroadcast> uncaptured = new ArrayDeque<>();
  private final List<Refreshing> refreshing = new ArrayList<>();
  private final Map<SourceTables.Key, SpecificRecord> lastLogged = new HashMap<>();
  private boolean capturing;
  private boolean losing;
  private long clock = Graph.START;
  private long brokerError;
  private long machineError;
  private @Nullable Boolean brokerIsFast;
  private long offset;

  /**
   * A write to the store that is no effect of a job.
   *
   * @param position how long the log was then
   */
  record Damaged(int position, EntryOperation operation, Entry entry) {}

  private record Refreshing(
      SourceTables.Key key, @Nullable SpecificRecord before, @Nullable SpecificRecord now) {}

  private Source(Random random) {
    this.random = random;
  }

  /** Runs a history until all of it is in the log. */
  static Source of(History history, Random random) {
    Source source = new Source(random);
    for (long user = 1; user <= Graph.USERS; user++) {
      source.put(User.newBuilder().setId(user).build());
    }
    int number = 0;
    for (Step step : history.steps()) {
      if (number++ == history.before()) {
        source.beginCapture();
      }
      step.happenIn(source);
      source.advance();
    }
    source.beginCapture();
    source.finish();
    source.damages.forEach(damage -> source.requestResolution(damage.entry()));
    return source;
  }

  private void beginCapture() {
    if (!capturing) {
      capturing = true;
      for (Model model : Model.values()) {
        for (SpecificRecord row : tables.all(model)) {
          append(new ModelBroadcast(Operation.CREATE, null, row, null, true, false));
        }
      }
    }
  }

  void put(SpecificRecord row) {
    SpecificRecord before = tables.put(row);
    changed(before == null ? Rows.create(row) : Rows.save(before, row));
  }

  void destroy(SourceTables.Key key) {
    SpecificRecord before = tables.remove(key);
    if (before != null) {
      changed(Rows.destroy(before));
    }
  }

  void follow(long follower, long followee, boolean follows) {
    SpecificRecord row = Rows.follow(follower, followee);
    if (!follows) {
      destroy(SourceTables.Key.of(row));
    } else if (tables.row(SourceTables.Key.of(row)) == null) {
      put(row);
    }
  }

  void lose(Step step) {
    losing = capturing;
    step.happenIn(this);
    losing = false;
  }

  void refresh(SourceTables.Key key, boolean withLastKnown) {
    refresh(key, withLastKnown ? lastLogged.get(key) : null);
  }

  /** Reads the row and appends it some time later, when it may have changed. */
  void refresh(SourceTables.Key key, @Nullable SpecificRecord before) {
    if (capturing) {
      refreshing.add(new Refreshing(key, before, tables.row(key)));
    }
  }

  void pass(long micros) {
    clock += micros;
  }

  /** The true time, µs since the epoch. */
  long now() {
    return clock;
  }

  /**
   * Puts a clock wrong. Any clock may be slow. Of the two clocks that a job sees, only the first
   * that is fast may be fast again: with both, only a repair brings back what was dropped.
   *
   * @param error µs that it is ahead, or behind if negative
   */
  void setClock(boolean isBroker, long error) {
    if (error > 0 && brokerIsFast == null) {
      brokerIsFast = isBroker;
    }
    if (error > 0 ? brokerIsFast : isBroker) {
      brokerError = error;
    } else {
      machineError = error;
    }
  }

  void setClocksRight() {
    brokerError = 0;
    machineError = 0;
  }

  void requestResolution(Entry entry) {
    if (capturing) {
      append(new StrayEntry(entry.recipient(), entry.activity()));
    }
  }

  void damage(EntryOperation operation, Entry entry) {
    if (!log.isEmpty()) {
      damages.add(new Damaged(log.size(), operation, entry));
    }
  }

  /** Sometimes an entry that the rows account for, so that it concerns something. */
  Entry entry(int which, Entry otherwise) {
    List<Entry> due = List.copyOf(PureFunction.stored(tables, clock));
    return which % 2 == 0 && !due.isEmpty() ? due.get(which % due.size()) : otherwise;
  }

  /** Some records on their way advance. */
  private void advance() {
    while (!uncaptured.isEmpty() && random.nextInt(4) > 0) {
      append(uncaptured.removeFirst());
    }
    if (!refreshing.isEmpty() && random.nextBoolean()) {
      advance(refreshing.remove(random.nextInt(refreshing.size())));
    }
  }

  void finish() {
    while (!uncaptured.isEmpty() || !refreshing.isEmpty()) {
      advance();
    }
  }

  /** Appends what was read, and reads again, until two readings agree. */
  private void advance(Refreshing row) {
    if (row.before() != null || row.now() != null) {
      Operation operation = row.now() == null ? Operation.DESTROY : Operation.SAVE;
      append(new ModelBroadcast(operation, row.before(), row.now(), null, false, true));
    }
    SpecificRecord again = tables.row(row.key());
    boolean agree = again == null ? row.now() == null : again.equals(row.now());
    if (!agree) {
      refreshing.add(new Refreshing(row.key(), row.now(), again));
    }
  }

  private void changed(ModelBroadcast change) {
    if (capturing && !losing) {
      uncaptured.add(change);
    }
  }

  private void append(SpecificRecord value) {
    clock += random.nextInt(3);
    // Compaction and transactions leave gaps.
    offset += 1 + random.nextInt(3) / 2;
    log.add(new Logged(offset, clock + brokerError, clock + machineError, value));
    if (value instanceof ModelBroadcast change) {
      boolean exists = change.getAfter() != null;
      var row = (SpecificRecord) (exists ? change.getAfter() : change.getBefore());
      lastLogged.put(SourceTables.Key.of(row), row);
    }
  }

  /** As `fanfare audit --repair`: refreshes the rows of each entry, and resolves extra entries. */
  void repair(Findings found) {
    Map<SourceTables.Key, SpecificRecord> rows = new LinkedHashMap<>();
    Set<Entry> strays = new LinkedHashSet<>(found.extra());
    for (Entry entry : Findings.union(found.missing(), strays)) {
      for (SpecificRecord row : Rows.behind(entry.recipient(), entry.activity())) {
        rows.put(SourceTables.Key.of(row), row);
      }
    }
    rows.forEach(this::refresh);
    finish();
    strays.forEach(this::requestResolution);
  }
}
