package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.TrackChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The job without Flink: its inputs in any interleaving, with bundles, quanta, checkpoints and
 * crashes wherever they may be, and a store in which the row that has counted most wins.
 */
final class StatsInMemory {

  /** What may be wrong with it. */
  enum Fault {
    NONE,
    COUNTS_REPETITIONS,
    KEEPS_BUNDLES_BACK_AT_A_CHECKPOINT,
    LETS_THE_LAST_WRITE_WIN,
    SAYS_NOTHING_OF_THE_PAST_TO_A_NEW_OWNER,
    ADDS_WHAT_COMES_LATE_TO_NOW
  }

  /** A row of the store. */
  record Row(boolean isOfOwner, long subjectId, CellKey key, long trackId) {}

  /** An event in its partition. */
  record Logged(long appendedAt, DomainEvent event) {}

  private record Bundled(long trackId, long minute) {}

  final Map<Row, Counts> store = new HashMap<>();
  private final List<List<Logged>> partitions;
  private final List<TrackChange> owners;
  private final Random random;
  private final Fault fault;
  private final List<Map.Entry<Row, Counts>> underWay = new ArrayList<>();
  private State state = new State();
  private State checkpoint = new State();

  /** What a checkpoint holds. */
  private static final class State {
    private final Map<Integer, Integer> positions = new HashMap<>();
    private int ownersRead;
    private final Map<String, Long> known = new HashMap<>();
    private final Map<Long, InMemoryTrack> tracks = new HashMap<>();

    State copy() {
      State copy = new State();
      copy.positions.putAll(positions);
      copy.ownersRead = ownersRead;
      copy.known.putAll(known);
      tracks.forEach((id, track) -> copy.tracks.put(id, track.copy()));
      return copy;
    }
  }

  private final Map<Bundled, CountsSum> gathered = new LinkedHashMap<>();

  StatsInMemory(
      List<List<Logged>> partitions, List<TrackChange> owners, Random random, Fault fault) {
    this.fault = fault;
    this.partitions = partitions;
    this.owners = owners;
    this.random = random;
  }

  /** Runs for some steps, any of which may be a crash, and then to the end of all inputs. */
  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      switch (random.nextInt(10)) {
        case 0 -> sendOn();
        case 1 -> sweepSome();
        case 2 -> checkpoint();
        case 3 -> crash();
        case 4 -> readOwner();
        case 5 -> store();
        default -> readEvent(random.nextInt(partitions.size()));
      }
    }
    while (readOwner()) {}
    for (int partition = 0; partition < partitions.size(); partition++) {
      while (readEvent(partition)) {}
    }
    sendOn();
    while (sweepSome()) {}
    while (store()) {}
  }

  private boolean readEvent(int partition) {
    int position = state.positions.getOrDefault(partition, 0);
    if (position == partitions.get(partition).size()) {
      return false;
    }
    state.positions.put(partition, position + 1);
    Logged logged = partitions.get(partition).get(position);
    DomainEvent event = logged.event();
    if (DomainEventRule.problem(event, logged.appendedAt()) == null
        && (fault == Fault.COUNTS_REPETITIONS
            || !RepeatRule.isRepeated(logged.appendedAt(), state.known.get(event.getId())))) {
      state.known.put(event.getId(), RepeatRule.knownUntil(event.getOccurredAt()));
      long minute = Buckets.of(Granularity.MINUTE, Math.floorDiv(timeOf(logged), 1_000_000));
      gathered
          .computeIfAbsent(new Bundled(event.getTrackId(), minute), absent -> new CountsSum())
          .add(event);
    }
    return true;
  }

  private long timeOf(Logged logged) {
    return fault == Fault.ADDS_WHAT_COMES_LATE_TO_NOW
        ? logged.appendedAt()
        : logged.event().getOccurredAt();
  }

  private boolean readOwner() {
    if (state.ownersRead == owners.size()) {
      return false;
    }
    apply(owners.get(state.ownersRead++));
    return true;
  }

  private void sendOn() {
    gathered.forEach(
        (key, sum) ->
            apply(
                new TrackChange(
                    key.trackId(), new Bundle(StatKind.PLAY, key.minute(), sum.get()))));
    gathered.clear();
  }

  private void apply(TrackChange change) {
    TrackRule.apply(change, track(change.getTrackId()), this::write);
  }

  /** A quantum of every track that has something parked; false if none has. */
  private boolean sweepSome() {
    if (fault == Fault.SAYS_NOTHING_OF_THE_PAST_TO_A_NEW_OWNER) {
      return false;
    }
    boolean any = false;
    for (long id : List.copyOf(state.tracks.keySet())) {
      any |= TrackRule.sweep(id, track(id), this::write);
    }
    return any;
  }

  private void checkpoint() {
    if (fault != Fault.KEEPS_BUNDLES_BACK_AT_A_CHECKPOINT) {
      sendOn();
    }
    checkpoint = state.copy();
  }

  private void crash() {
    gathered.clear();
    state = checkpoint.copy();
  }

  private InMemoryTrack track(long id) {
    return state.tracks.computeIfAbsent(id, absent -> new InMemoryTrack());
  }

  private void write(Cells cells) {
    for (Cell cell : cells.getCells()) {
      long track = cells.getTrackId();
      put(new Row(false, track, cell.getKey(), track), cell.getCounts());
      if (cells.getOwnerId() != null) {
        put(new Row(true, cells.getOwnerId(), cell.getKey(), track), cell.getCounts());
      }
    }
  }

  private void put(Row row, Counts counts) {
    underWay.add(Map.entry(row, counts));
  }

  /** A write reaches the store, whichever it is, and whatever has happened since to who sent it. */
  private boolean store() {
    if (underWay.isEmpty()) {
      return false;
    }
    Map.Entry<Row, Counts> write = underWay.remove(random.nextInt(underWay.size()));
    store.merge(write.getKey(), write.getValue(), (old, now) -> wins(now, old) ? now : old);
    return true;
  }

  private boolean wins(Counts now, Counts old) {
    return fault == Fault.LETS_THE_LAST_WRITE_WIN || now.getTotal() >= old.getTotal();
  }

  static TrackChange owner(long trackId, @Nullable Long owner) {
    return new TrackChange(trackId, new OwnerChange(owner, false));
  }

  private static final class InMemoryTrack implements TrackState {
    private @Nullable Long owner;
    private @Nullable Days days;
    private final Map<CellKey, Counts> cells = new HashMap<>();

    InMemoryTrack copy() {
      InMemoryTrack copy = new InMemoryTrack();
      copy.owner = owner;
      copy.days = days;
      copy.cells.putAll(cells);
      return copy;
    }

    @Override
    public @Nullable Long owner() {
      return owner;
    }

    @Override
    public void setOwner(@Nullable Long changed) {
      owner = changed;
    }

    @Override
    public @Nullable Counts cell(CellKey key) {
      return cells.get(key);
    }

    @Override
    public void setCell(CellKey key, Counts counts) {
      cells.put(key, counts);
    }

    @Override
    public @Nullable Days days() {
      return days;
    }

    @Override
    public void setDays(Days changed) {
      days = changed;
    }
  }
}
