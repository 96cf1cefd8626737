package io.fanfare.jobs.stats.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.KnownCell;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.RowChange;
import io.fanfare.schemas.stats.RowKey;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectKind;
import io.fanfare.schemas.stats.TargetCells;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a subject keeps of its cells, and how much one call does. */
class SubjectRetentionTest {

  private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
  private static final long TRACK = 1;

  /** Cells that one call looks up at most: some hours with their minutes, of all kinds. */
  private static final int MOST_LOOKS = 10_000;

  private static final int MOST_CELLS = 1_000;

  private final InMemorySubject subject = new InMemorySubject();
  private final List<Cell> emitted = new ArrayList<>();
  private Instant machine = BEGIN;
  private RetentionClock clock = newClock();
  private long version = 1;

  @Test
  void minutesLeaveTheStateAfterWeeksAndHoursAfterMonths() {
    like(1, BEGIN);
    assertThat(kept()).containsOnlyKeys(Granularity.values());

    passes(BEGIN.plus(36, ChronoUnit.DAYS));
    assertThat(total(Granularity.MINUTE)).isEqualTo(1);

    passes(BEGIN.plus(38, ChronoUnit.DAYS));
    assertThat(total(Granularity.MINUTE)).isNull();
    assertThat(total(Granularity.HOUR)).isEqualTo(1);

    passes(BEGIN.plus(403, ChronoUnit.DAYS));
    assertThat(kept()).containsOnlyKeys(Granularity.DAY, Granularity.MONTH, Granularity.ALL);
  }

  @Test
  void aRowThatGoesIsTakenFromItsDayAfterItsMinuteHasLeft() {
    like(1, BEGIN);
    like(2, BEGIN);
    passes(BEGIN.plus(38, ChronoUnit.DAYS));

    change(2, null);

    assertThat(total(Granularity.MINUTE)).isNull();
    assertThat(total(Granularity.HOUR)).isEqualTo(1);
    assertThat(total(Granularity.DAY)).isEqualTo(1);
    assertThat(total(Granularity.ALL)).isEqualTo(1);
  }

  @Test
  void aMachinesClockThatIsAheadDropsNothing() {
    like(1, BEGIN);
    machine = BEGIN.plus(10_000, ChronoUnit.DAYS);
    change(9, BEGIN.plus(1, ChronoUnit.HOURS), BEGIN.plus(1, ChronoUnit.HOURS));
    sweep();
    assertThat(total(Granularity.MINUTE)).isEqualTo(1);
  }

  @Test
  void aLogsClockThatIsAheadDropsNothing() {
    like(1, BEGIN);
    change(9, BEGIN, BEGIN.plus(10_000, ChronoUnit.DAYS));
    sweep();
    assertThat(total(Granularity.MINUTE)).isEqualTo(2);
  }

  @Test
  void aCellThatWasDroppedDoesNotBeginAgain() {
    like(1, BEGIN);
    passes(BEGIN.plus(38, ChronoUnit.DAYS));
    // Another process does not know the log's time yet.
    clock = newClock();
    emitted.clear();

    change(2, BEGIN, Instant.EPOCH);
    sweep();

    assertThat(total(Granularity.MINUTE)).isNull();
    assertThat(total(Granularity.HOUR)).isEqualTo(2);
    assertThat(emitted).noneMatch(cell -> cell.getKey().getGranularity() == Granularity.MINUTE);
  }

  @Test
  void aSubjectWithoutChangesWakesUp() {
    like(1, BEGIN);
    int wakes = 0;
    for (Long wake = nextWake(); wake != null; wake = nextWake()) {
      assertThat(nextWake()).isNull();
      machine = Instant.ofEpochSecond(wake);
      // Other subjects have changes.
      clock.read(row(1, machine, machine));
      sweep();
      wakes++;
    }
    assertThat(wakes).isBetween(10, 20);
    assertThat(kept()).containsOnlyKeys(Granularity.DAY, Granularity.MONTH, Granularity.ALL);
  }

  /** All else is dropped: cells of events, their listeners included. */
  @Test
  void listenersLeaveWithTheirCells() {
    CountsSum play = new CountsSum();
    MinuteCounts minute = new MinuteCounts(minute(BEGIN), play.add(1).get(), TargetCells.ALL);
    minute.getCounts().setListeners(List.of(7L));
    rule().apply(new Bundle(StatKind.PLAY, List.of(minute)));
    passes(BEGIN.plus(403, ChronoUnit.DAYS));
    assertThat(subject.cells.keySet())
        .filteredOn(key -> key.getKind() == StatKind.PLAY)
        .extracting(CellKey::getGranularity)
        .containsExactlyInAnyOrder(Granularity.DAY, Granularity.MONTH, Granularity.ALL);
  }

  @Test
  void datesOfAnyYearAreEmittedInBoundedCalls() {
    for (String time :
        List.of(
            "1000-01-01T00:00:00Z",
            "2003-05-01T10:00:00Z",
            "2026-11-20T10:00:00Z",
            "2150-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z")) {
      change(time.hashCode(), Instant.parse(time));
    }
    sweep();
    emitted.clear();

    int calls = emitAll();

    assertThat(calls).isLessThan(30);
    assertThat(emitted)
        .filteredOn(cell -> cell.getKey().getGranularity() == Granularity.DAY)
        .extracting(cell -> Instant.ofEpochSecond(cell.getKey().getBucket()).toString())
        .containsExactly("2003-05-01T00:00:00Z", "2026-11-20T00:00:00Z", "2150-01-01T00:00:00Z");
    assertThat(total(Granularity.ALL)).isEqualTo(5);
  }

  @Test
  void aDayInWhichEachMinuteHasCellsIsEmittedInBoundedCalls() {
    Instant day = BEGIN.truncatedTo(ChronoUnit.DAYS);
    for (int i = 0; i < 1_440; i++) {
      change(i, day.plus(i, ChronoUnit.MINUTES));
    }
    sweep();
    emitted.clear();

    int calls = emitAll();

    assertThat(calls).isGreaterThan(5);
    assertThat(emitted)
        .filteredOn(cell -> cell.getKey().getGranularity() == Granularity.MINUTE)
        .extracting(Cell::getKey)
        .hasSize(1_440)
        .doesNotHaveDuplicates();
  }

  @Test
  void aNewOwnerGetsWhatIsKept() {
    like(1, BEGIN);
    passes(BEGIN.plus(38, ChronoUnit.DAYS));
    emitted.clear();
    rule().apply(new OwnerChange(5L, version++, false, 0L));
    sweep();
    assertThat(emitted)
        .filteredOn(
            cell ->
                cell.getKey().getBucket()
                    == Buckets.of(cell.getKey().getGranularity(), BEGIN.getEpochSecond()))
        .extracting(cell -> cell.getKey().getGranularity())
        .contains(Granularity.HOUR, Granularity.DAY)
        .doesNotContain(Granularity.MINUTE);
  }

  /** Emits all, and requires that no call does much; returns the number of calls. */
  private int emitAll() {
    int calls = 0;
    boolean isLeft = true;
    while (isLeft) {
      subject.looks = 0;
      int before = emitted.size();
      isLeft = calls == 0 ? rule().emitAll() : rule().sweep();
      assertThat(subject.looks).isLessThan(MOST_LOOKS);
      assertThat(emitted.size() - before).isLessThan(MOST_CELLS);
      calls++;
    }
    return calls;
  }

  /** Time passes by both clocks, and the subject has a change. */
  private void passes(Instant now) {
    machine = now;
    change(9, now);
    change(9, null);
    sweep();
  }

  private void like(long user, Instant time) {
    change(user, time);
    sweep();
  }

  private void change(long user, @Nullable Instant time) {
    change(user, time, machine);
  }

  private void change(long user, @Nullable Instant time, Instant logged) {
    rule().apply(row(user, time, logged));
  }

  private RowChange row(long user, @Nullable Instant time, Instant logged) {
    return new RowChange(
        new RowKey(StatKind.LIKE, user),
        time == null ? null : (Long) minute(time),
        null,
        version++,
        false,
        Micros.of(logged));
  }

  private void sweep() {
    while (rule().sweep()) {}
  }

  private @Nullable Long nextWake() {
    return SubjectRule.nextWake(subject, clock);
  }

  private RetentionClock newClock() {
    return RetentionClock.earliest(() -> machine.getEpochSecond());
  }

  private SubjectRule rule() {
    return new SubjectRule(
        SubjectKind.TRACK, TRACK, subject, DayRange.ALWAYS, clock, this::collect);
  }

  private void collect(Cells cells) {
    emitted.addAll(cells.getCells());
  }

  /** The total of likes in the bucket of {@link #BEGIN}. */
  private @Nullable Long total(Granularity granularity) {
    return kept().get(granularity);
  }

  private Map<Granularity, Long> kept() {
    Map<Granularity, Long> kept = new LinkedHashMap<>();
    for (Granularity granularity : Granularity.values()) {
      long bucket = Buckets.of(granularity, BEGIN.getEpochSecond());
      KnownCell cell = subject.cells.get(new CellKey(StatKind.LIKE, granularity, bucket));
      if (cell != null) {
        kept.put(granularity, cell.getCounts().getTotal());
      }
    }
    return kept;
  }

  private static long minute(Instant time) {
    return Buckets.of(Granularity.MINUTE, time.getEpochSecond());
  }
}
