package io.fanfare.jobs.stats.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.SubjectKind;
import io.fanfare.schemas.stats.TargetCells;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatherBundlesTest {

  private static final long NOW_MILLIS = 1_700_000_000_000L;
  private static final long NOW_MINUTE = 1_699_999_980L;
  private static final long NOW_HOUR = 1_699_999_200L;
  private static final long MINUTE_AN_HOUR_AGO = NOW_MINUTE - 3_600;

  private final SteppingTicker ticker = new SteppingTicker();
  private OneInputStreamOperatorTestHarness<SubjectChange, SubjectChange> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(new GatherBundles(Duration.ofMillis(500), ticker));
    harness.setProcessingTime(NOW_MILLIS);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void emitsTheBundlesOfATrackAsOneAfterHalfASecond() throws Exception {
    process(1, NOW_MINUTE, "DE");
    process(1, NOW_MINUTE, "FR");
    process(1, MINUTE_AN_HOUR_AGO, "DE");
    process(2, NOW_MINUTE, "DE");
    assertThat(harness.extractOutputValues()).isEmpty();
    tick();
    assertThat(harness.extractOutputValues())
        .extracting(SubjectChange::getId)
        .containsExactly(1L, 2L, 1L, 2L);
    assertThat(minutes())
        .extracting(
            MinuteCounts::getMinute,
            MinuteCounts::getTarget,
            minute -> minute.getCounts().getCountries())
        .containsExactly(
            tuple(NOW_MINUTE, TargetCells.MINUTE, Map.of("DE", 1L, "FR", 1L)),
            tuple(NOW_MINUTE, TargetCells.MINUTE, Map.of("DE", 1L)),
            tuple(MINUTE_AN_HOUR_AGO, TargetCells.ALL, Map.of("DE", 1L)),
            tuple(NOW_HOUR, TargetCells.COARSER, Map.of("DE", 1L, "FR", 1L)),
            tuple(NOW_HOUR, TargetCells.COARSER, Map.of("DE", 1L)));
  }

  @Test
  void theHoursOfCurrentMinutesWaitWhileEventsCome() throws Exception {
    ticker.stepMillis = 10;
    for (long track = 1; track <= 40; track++) {
      process(track, NOW_MINUTE, "DE");
    }
    tick();
    assertThat(minutes()).filteredOn(isFor(TargetCells.MINUTE)).hasSize(40);
    assertThat(minutes()).filteredOn(isFor(TargetCells.COARSER)).hasSizeBetween(1, 20);
    tick();
    assertThat(minutes())
        .as("as nothing came meanwhile")
        .filteredOn(isFor(TargetCells.COARSER))
        .hasSize(40);
  }

  @Test
  void lateMinutesGetAPartOfTheTimeWhileEventsCome() throws Exception {
    ticker.stepMillis = 50;
    for (long track = 1; track <= 10; track++) {
      process(track, MINUTE_AN_HOUR_AGO, "DE");
    }
    tick();
    int some = harness.extractOutputValues().size();
    assertThat(some).isBetween(1, 4);
    tick();
    assertThat(harness.extractOutputValues()).as("as nothing came meanwhile").hasSize(10);
  }

  @Test
  void lateMinutesThatHaveWaitedForLongGetHalfOfTheTime() throws Exception {
    ticker.stepMillis = 50;
    for (long track = 1; track <= 40; track++) {
      process(track, MINUTE_AN_HOUR_AGO, "DE");
    }
    tick();
    int soon = harness.extractOutputValues().size();
    ticker.nowMillis += 46_000;
    process(41, MINUTE_AN_HOUR_AGO, "DE");
    tick();
    assertThat(harness.extractOutputValues().size() - soon).isGreaterThan(2 * soon);
  }

  @Test
  void turnsFollowOneAnotherWhileNothingComes() throws Exception {
    ticker.stepMillis = 100;
    for (long track = 1; track <= 100; track++) {
      process(track, MINUTE_AN_HOUR_AGO, "DE");
    }
    tick();
    for (int millis = 500; millis < 530; millis++) {
      harness.setProcessingTime(harness.getProcessingTime() + 1);
    }
    assertThat(harness.extractOutputValues())
        .as("events may follow those of the first turn")
        .hasSizeLessThan(5);
    tick();
    for (int millis = 0; millis < 30; millis++) {
      harness.setProcessingTime(harness.getProcessingTime() + 1);
    }
    assertThat(harness.extractOutputValues()).hasSize(100);
  }

  @Test
  void aTurnEmitsSomethingHoweverLongItTakes() throws Exception {
    process(1, MINUTE_AN_HOUR_AGO, "DE");
    process(2, NOW_MINUTE, "DE");
    ticker.stepMillis = 60_000;
    tick();
    assertThat(harness.extractOutputValues()).hasSize(2);
  }

  @Test
  void aTurnIsBoundedForCurrentMinutesToo() throws Exception {
    ticker.stepMillis = 50;
    for (long track = 1; track <= 40; track++) {
      process(track, NOW_MINUTE, "DE");
    }
    SubjectChange marker = marker("m");
    harness.processElement(marker, 0);
    tick();
    assertThat(minutes()).filteredOn(isFor(TargetCells.MINUTE)).hasSizeBetween(5, 15);
    for (int ticks = 0; ticks < 10; ticks++) {
      tick();
    }
    assertThat(minutes()).filteredOn(isFor(TargetCells.MINUTE)).hasSize(40);
    assertThat(harness.extractOutputValues()).hasSize(81).endsWith(marker);
  }

  @Test
  void passesOtherChangesOnAtOnce() throws Exception {
    SubjectChange owner =
        new SubjectChange(SubjectKind.TRACK, 1L, new OwnerChange(10L, 5L, false, 0L));
    harness.processElement(owner, 0);
    assertThat(harness.extractOutputValues()).containsExactly(owner);
  }

  @Test
  void aMarkerWaitsForTheCountsBeforeIt() throws Exception {
    SubjectChange first = marker("first");
    harness.processElement(first, 0);
    assertThat(harness.extractOutputValues()).as("before any counts").containsExactly(first);
    ticker.stepMillis = 100;
    for (long track = 1; track <= 20; track++) {
      process(track, MINUTE_AN_HOUR_AGO, "DE");
    }
    SubjectChange second = marker("second");
    harness.processElement(second, 0);
    tick();
    assertThat(harness.extractOutputValues()).hasSizeBetween(2, 20).doesNotContain(second);
    for (int ticks = 0; ticks < 30; ticks++) {
      process(30 + ticks, MINUTE_AN_HOUR_AGO, "DE");
      tick();
    }
    List<SubjectChange> emitted = harness.extractOutputValues();
    assertThat(emitted.subList(0, emitted.indexOf(second)))
        .as("all counts that came before the marker")
        .filteredOn(change -> change.getId() <= 20 && change.getChange() instanceof Bundle)
        .hasSize(20);
  }

  @Test
  void aCheckpointHoldsTheMarkersThatWait() throws Exception {
    process(1, MINUTE_AN_HOUR_AGO, "DE");
    SubjectChange held = marker("held");
    harness.processElement(held, 0);
    OperatorSubtaskState checkpoint = harness.snapshot(1, 0);
    try (OneInputStreamOperatorTestHarness<SubjectChange, SubjectChange> restored =
        new OneInputStreamOperatorTestHarness<>(
            new GatherBundles(Duration.ofMillis(500), ticker))) {
      restored.setProcessingTime(NOW_MILLIS);
      restored.initializeState(checkpoint);
      restored.open();
      restored.setProcessingTime(NOW_MILLIS + 500);
      assertThat(restored.extractOutputValues()).hasSize(2).endsWith(held);
    }
  }

  @Test
  void dropsMarkersThatWereCopiedForAnotherParallelism() throws Exception {
    process(1, MINUTE_AN_HOUR_AGO, "DE");
    harness.processElement(marker("held"), 0);
    OperatorSubtaskState checkpoint = harness.snapshot(1, 0);
    for (int subtask = 0; subtask < 2; subtask++) {
      try (OneInputStreamOperatorTestHarness<SubjectChange, SubjectChange> one =
          new OneInputStreamOperatorTestHarness<>(
              new GatherBundles(Duration.ofMillis(500), ticker), 128, 2, subtask)) {
        one.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                checkpoint, 128, 1, 2, subtask));
        one.open();
        one.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(one.extractOutputValues())
            .allMatch(change -> change.getChange() instanceof Bundle);
      }
    }
  }

  @Test
  void flushesAtTheEnd() throws Exception {
    process(1, MINUTE_AN_HOUR_AGO, "DE");
    harness.processWatermark(Watermark.MAX_WATERMARK);
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  @Test
  void aCheckpointHoldsWhatIsGathered() throws Exception {
    for (long track = 1; track <= 10; track++) {
      process(track, MINUTE_AN_HOUR_AGO, "DE");
      process(track, NOW_MINUTE, "DE");
    }
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState checkpoint = harness.snapshot(1, 0);
    assertThat(harness.extractOutputValues()).isEmpty();
    Set<Long> restored = new TreeSet<>();
    int bundles = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (OneInputStreamOperatorTestHarness<SubjectChange, SubjectChange> one =
          new OneInputStreamOperatorTestHarness<>(
              new GatherBundles(Duration.ofMillis(500), ticker), 128, 2, subtask)) {
        one.setProcessingTime(NOW_MILLIS);
        one.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                checkpoint, 128, 1, 2, subtask));
        one.open();
        one.processWatermark(Watermark.MAX_WATERMARK);
        int own = subtask;
        assertThat(one.extractOutputValues())
            .isNotEmpty()
            .allMatch(change -> SubtaskKeys.subtaskOf(CountAtSubject.subjectOf(change), 2) == own)
            .allSatisfy(change -> restored.add(change.getId()))
            .extracting(change -> ((Bundle) change.getChange()).getMinutes().size())
            .as("of late bundles two: a minute, and the hour of a current one")
            .containsOnly(1, 2);
        bundles += one.extractOutputValues().size();
      }
    }
    assertThat(restored).hasSize(10);
    assertThat(bundles).as("a late and a current one of each track").isEqualTo(20);
  }

  @Test
  void flushesTheOldestBeforeItHoldsTooMuch() throws Exception {
    for (int i = 0; i < 300_000; i++) {
      process(i, MINUTE_AN_HOUR_AGO, "DE");
    }
    assertThat(harness.extractOutputValues())
        .hasSizeBetween(10_000, 299_999)
        .first()
        .extracting(SubjectChange::getId)
        .isEqualTo(0L);
  }

  @Test
  void aBundleHasABoundedNumberOfMinutes() throws Exception {
    for (int i = 0; i < 1_200; i++) {
      process(1, MINUTE_AN_HOUR_AGO - 60L * i, "DE");
    }
    tick();
    assertThat(harness.extractOutputValues())
        .extracting(change -> ((Bundle) change.getChange()).getMinutes().size())
        .containsExactly(500, 500, 200);
  }

  /** Lets the operator's timer fire. */
  private void tick() throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + 500);
  }

  private List<MinuteCounts> minutes() {
    return harness.extractOutputValues().stream()
        .map(SubjectChange::getChange)
        .filter(Bundle.class::isInstance)
        .flatMap(bundle -> ((Bundle) bundle).getMinutes().stream())
        .toList();
  }

  private static Predicate<MinuteCounts> isFor(TargetCells target) {
    return minute -> minute.getTarget() == target;
  }

  private static SubjectChange marker(String id) {
    return new SubjectChange(SubjectKind.TRACK, 0L, new MarkerCopy(id, 5L, 0, 1));
  }

  private void process(long track, long minute, String country) throws Exception {
    DomainEvent event = new DomainEvent("id", track, 7L, minute * 1_000_000, country, null, null);
    MinuteCounts counts =
        new MinuteCounts(minute, new CountsSum().add(event).get(), TargetCells.ALL);
    Bundle bundle = new Bundle(StatKind.PLAY, List.of(counts));
    harness.processElement(new SubjectChange(SubjectKind.TRACK, track, bundle), 0);
  }

  /** Each reading takes some time. */
  private static final class SteppingTicker implements GatherBundles.Ticker {

    private static final long serialVersionUID = 1L;

    private long nowMillis;
    private long stepMillis;

    @Override
    public long millis() {
      nowMillis += stepMillis;
      return nowMillis;
    }
  }
}
