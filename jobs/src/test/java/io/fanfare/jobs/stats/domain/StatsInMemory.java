package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.RowChange;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.SubjectKind;
import io.fanfare.schemas.stats.TargetCells;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The job without Flink: its inputs in any interleaving, with bundles, quanta, checkpoints and
 * crashes at any point, and a store in which the row with the largest version wins.
 */
final class StatsInMemory {

  /** Mistakes that the job could make. */
  enum Fault {
    NONE,
    COUNTS_REPETITIONS,
    KEEPS_EVENTS_BACK_AT_A_CHECKPOINT,
    LOSES_BUNDLES_IN_A_CRASH,
    LETS_THE_LAST_WRITE_WIN,
    EMITS_NO_EARLIER_CELLS_FOR_A_NEW_OWNER,
    COUNTS_LATE_EVENTS_AT_THEIR_ARRIVAL,
    JUDGES_BY_THE_CLOCK_OF_THE_LOG_ALONE,
    JUDGES_BY_THE_TIME_OF_RECEIPT_ALONE,
    BELIEVES_ANY_TIME_OF_RECEIPT,
    KNOWS_IDS_BY_THE_CLOCK_OF_THE_LOG,
    FORGETS_IDS_AFTER_A_WEEK,
    VERSIONS_ROWS_BY_THEIR_NUMBER,
    EMITS_NO_CELLS_OF_ROWS_IT_NEVER_SAW,
    DROPS_CELLS_BY_ONE_CLOCK_ALONE,
    COUNTS_CURRENT_MINUTES_TWICE,
    FINDS_NO_DAY_OF_CURRENT_MINUTES
  }

  /** A row of the store. */
  record Row(boolean isOfOwner, long subjectId, CellKey key, long trackId) {}

  /**
   * An event in its partition.
   *
   * @param time when it was appended
   * @param appendedAt the same by the clock of the broker, which may be wrong
   */
  record Logged(Instant time, long appendedAt, DomainEvent event) {}

  /** An id that the job knows, and since when. */
  private record Known(long until, Instant since) {}

  private record Subject(SubjectKind kind, long id) {}

  final Map<Row, Cell> store = new HashMap<>();

  /** Events that do not count. One that is read again after a crash is here again. */
  final List<Logged> deadLetters = new ArrayList<>();

  private final List<List<Logged>> partitions;
  private List<SubjectChange> models;
  private final Random random;
  private final Fault fault;
  private final List<Map.Entry<Row, Cell>> inFlight = new ArrayList<>();
  private final long machine;
  private RetentionClock clock;
  private State state = new State();
  private State checkpoint = new State();

  /** The state that a checkpoint holds. */
  private static final class State {
    private final Map<Integer, Integer> positions = new HashMap<>();
    private int modelsRead;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<Subject, InMemorySubject> subjects = new HashMap<>();
    private final List<SubjectChange> bundles = new ArrayList<>();

    State copy() {
      State copy = new State();
      copy.positions.putAll(positions);
      copy.modelsRead = modelsRead;
      copy.known.putAll(known);
      subjects.forEach((id, subject) -> copy.subjects.put(id, subject.copy()));
      return copy;
    }
  }

  /** What is pre-aggregated, and what is gathered at the key of its track. */
  private GatheredCounts gathered = new GatheredCounts();

  private GatheredBundles bundles = new GatheredBundles();

  /**
   * @param machine the machine's clock, s since the epoch: right, or ahead
   */
  StatsInMemory(
      List<List<Logged>> partitions,
      List<SubjectChange> models,
      long machine,
      Random random,
      Fault fault) {
    this.fault = fault;
    this.partitions = partitions;
    this.models = models;
    this.random = random;
    this.machine = machine;
    this.clock = newClock();
  }

  /** Every process begins without the time of the log. */
  private RetentionClock newClock() {
    return fault == Fault.DROPS_CELLS_BY_ONE_CLOCK_ALONE
        ? RetentionClock.ofMachine(() -> machine)
        : RetentionClock.earliest(() -> machine);
  }

  /** Runs for some steps, any of which may be a crash, and then to the end of all inputs. */
  void run(int steps) {
    runFor(steps);
    while (readModels()) {}
    for (int partition = 0; partition < partitions.size(); partition++) {
      while (readEvent(partition)) {}
    }
    flush();
    bundles.drain(this::apply);
    while (sweepSome()) {}
    while (store()) {}
  }

  /** Runs for some steps, any of which may be a crash. */
  void runFor(int steps) {
    for (int step = 0; step < steps; step++) {
      switch (random.nextInt(11)) {
        case 0 -> flush();
        case 1 -> sweepSome();
        case 2 -> checkpoint();
        case 3 -> crash();
        case 4 -> readModels();
        case 5 -> store();
        case 6 -> flushBundle();
        default -> readEvent(random.nextInt(partitions.size()));
      }
    }
  }

  /** Starts again without a checkpoint, with the remaining `models`, and runs to the end. */
  void runAgain(List<SubjectChange> compacted, int steps) {
    models = compacted;
    loseMemory();
    state = new State();
    checkpoint = new State();
    run(steps);
  }

  private boolean readEvent(int partition) {
    int position = state.positions.getOrDefault(partition, 0);
    if (position == partitions.get(partition).size()) {
      return false;
    }
    state.positions.put(partition, position + 1);
    Logged logged = partitions.get(partition).get(position);
    DomainEvent event = logged.event();
    Long arrivedAt = arrivedAt(logged);
    if (arrivedAt == null) {
      deadLetters.add(logged);
    } else if (!isRepeated(logged, arrivedAt)) {
      state.known.put(
          event.getId(), new Known(RepeatRule.knownUntil(event.getOccurredAt()), logged.time()));
      long minute = Buckets.of(Granularity.MINUTE, Math.floorDiv(timeOf(logged), 1_000_000));
      gathered.add(StatKind.PLAY, event.getTrackId(), minute, sum -> sum.add(event));
    }
    return true;
  }

  private @Nullable Long arrivedAt(Logged logged) {
    DomainEvent event = logged.event();
    DomainEvent alone = DomainEvent.newBuilder(event).setReceivedAt(null).build();
    Long receivedAt = event.getReceivedAt();
    Long byBoth = arrivedAt(event, logged.appendedAt());
    Long byReceipt = receivedAt == null ? byBoth : arrivedAt(alone, receivedAt);
    return switch (fault) {
      case JUDGES_BY_THE_CLOCK_OF_THE_LOG_ALONE -> arrivedAt(alone, logged.appendedAt());
      case JUDGES_BY_THE_TIME_OF_RECEIPT_ALONE -> byReceipt;
      case BELIEVES_ANY_TIME_OF_RECEIPT -> byBoth == null ? byReceipt : byBoth;
      default -> byBoth;
    };
  }

  private static @Nullable Long arrivedAt(DomainEvent event, long clock) {
    return DomainEventRule.problem(event, clock) == null
        ? DomainEventRule.arrivedAt(event, clock)
        : null;
  }

  private boolean isRepeated(Logged logged, long arrivedAt) {
    Known known = state.known.get(logged.event().getId());
    Duration rememberedFor =
        fault == Fault.FORGETS_IDS_AFTER_A_WEEK ? Duration.ofDays(8) : RepeatRule.REMEMBERED_FOR;
    boolean isForgotten = known == null || logged.time().isAfter(known.since().plus(rememberedFor));
    long clock = fault == Fault.KNOWS_IDS_BY_THE_CLOCK_OF_THE_LOG ? logged.appendedAt() : arrivedAt;
    return !isForgotten
        && fault != Fault.COUNTS_REPETITIONS
        && RepeatRule.isRepeated(clock, known.until());
  }

  private long timeOf(Logged logged) {
    return fault == Fault.COUNTS_LATE_EVENTS_AT_THEIR_ARRIVAL
        ? logged.appendedAt()
        : logged.event().getOccurredAt();
  }

  private boolean readModels() {
    if (state.modelsRead == models.size()) {
      return false;
    }
    apply(models.get(state.modelsRead++));
    return true;
  }

  private void flush() {
    gathered.drain(this::gatherAtTrack);
  }

  private void gatherAtTrack(SubjectChange change) {
    long currentFrom = random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
    bundles.add(change.getId(), (Bundle) change.getChange(), currentFrom, 0);
  }

  private void flushBundle() {
    GatheredCounts group = random.nextBoolean() ? bundles.current() : bundles.late();
    if (group.size() > 0) {
      group.drainOldest(this::apply);
    }
  }

  private void loseMemory() {
    gathered = new GatheredCounts();
    bundles = new GatheredBundles();
  }

  private void apply(SubjectChange change) {
    if (fault == Fault.EMITS_NO_CELLS_OF_ROWS_IT_NEVER_SAW
        && change.getChange() instanceof RowChange row) {
      row.setMinuteBefore(null);
    }
    if (fault == Fault.COUNTS_CURRENT_MINUTES_TWICE
        && change.getChange() instanceof Bundle bundle) {
      bundle.getMinutes().forEach(minute -> minute.setTarget(TargetCells.ALL));
    }
    rule(new Subject(change.getSubject(), change.getId())).apply(change.getChange());
  }

  /** A quantum of every subject that has something parked; false if none has. */
  private boolean sweepSome() {
    if (fault == Fault.EMITS_NO_EARLIER_CELLS_FOR_A_NEW_OWNER) {
      return false;
    }
    boolean any = false;
    for (Subject subject : List.copyOf(state.subjects.keySet())) {
      any |= rule(subject).sweep();
    }
    return any;
  }

  private void checkpoint() {
    if (fault != Fault.KEEPS_EVENTS_BACK_AT_A_CHECKPOINT) {
      flush();
    }
    checkpoint = state.copy();
    if (fault != Fault.LOSES_BUNDLES_IN_A_CRASH) {
      bundles.forEach(checkpoint.bundles::add);
    }
  }

  private void crash() {
    loseMemory();
    state = checkpoint.copy();
    checkpoint.bundles.forEach(this::gatherAtTrack);
    clock = newClock();
  }

  private SubjectRule rule(Subject subject) {
    InMemorySubject known =
        state.subjects.computeIfAbsent(subject, absent -> new InMemorySubject());
    known.keepsEmptyCells = fault != Fault.FINDS_NO_DAY_OF_CURRENT_MINUTES;
    return new SubjectRule(
        subject.kind(), subject.id(), known, DayRange.ALWAYS, clock, this::write);
  }

  private void write(Cells cells) {
    for (Cell cell : cells.getCells()) {
      long track = cells.getTrackId();
      if (track != 0) {
        put(new Row(false, track, cell.getKey(), track), cell);
      }
      if (cells.getOwnerId() != null) {
        put(new Row(true, cells.getOwnerId(), cell.getKey(), track), cell);
      }
    }
  }

  private void put(Row row, Cell cell) {
    inFlight.add(Map.entry(row, cell));
  }

  /** Any write in flight reaches the store, even after its job has crashed. */
  private boolean store() {
    if (inFlight.isEmpty()) {
      return false;
    }
    Map.Entry<Row, Cell> write = inFlight.remove(random.nextInt(inFlight.size()));
    store.merge(write.getKey(), write.getValue(), (old, now) -> wins(now, old) ? now : old);
    return true;
  }

  private boolean wins(Cell now, Cell old) {
    return switch (fault) {
      case LETS_THE_LAST_WRITE_WIN -> true;
      case VERSIONS_ROWS_BY_THEIR_NUMBER ->
          now.getCounts().getTotal() >= old.getCounts().getTotal();
      default -> now.getVersion() >= old.getVersion();
    };
  }
}
