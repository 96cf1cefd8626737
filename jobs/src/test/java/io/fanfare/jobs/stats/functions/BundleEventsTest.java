package io.fanfare.jobs.stats.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectChange;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BundleEventsTest {

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private OneInputStreamOperatorTestHarness<LoggedEvent, SubjectChange> harness;

  @BeforeEach
  void open() throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(new BundleEvents(Duration.ofMillis(500)));
    harness.setProcessingTime(HOUR_MILLIS);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void sendsWhatIsOfOneTrackTogetherAfterHalfASecond() throws Exception {
    tell("a", 1, 0, HOUR_MILLIS);
    tell("b", 1, 0, HOUR_MILLIS);
    tell("c", 1, 61, HOUR_MILLIS);
    tell("d", 2, 0, HOUR_MILLIS);
    assertThat(sent()).isEmpty();
    harness.setProcessingTime(HOUR_MILLIS + 500);
    assertThat(sent()).extracting(SubjectChange::getId).containsExactly(1L, 2L);
    assertThat(((Bundle) sent().get(0).getChange()).getMinutes())
        .extracting(MinuteCounts::getMinute, minute -> minute.getCounts().getTotal())
        .containsExactly(tuple(0L, 2L), tuple(60L, 1L));
  }

  @Test
  void waitsAQuarterOfHowLateAllAre() throws Exception {
    tell("a", 1, 0, HOUR_MILLIS - 8_000);
    harness.setProcessingTime(HOUR_MILLIS + 2_000);
    assertThat(sent()).isEmpty();
    harness.setProcessingTime(HOUR_MILLIS + 3_000);
    assertThat(sent()).hasSize(1);
  }

  @Test
  void waitsTenSecondsAtMostAndNoLongerThanTheNewest() throws Exception {
    tell("a", 1, 0, 0);
    harness.setProcessingTime(HOUR_MILLIS + 9_500);
    assertThat(sent()).isEmpty();
    harness.setProcessingTime(HOUR_MILLIS + 10_000);
    assertThat(sent()).hasSize(1);

    tell("b", 1, 0, 0);
    tell("c", 1, 0, HOUR_MILLIS + 10_000);
    harness.setProcessingTime(HOUR_MILLIS + 10_500);
    assertThat(sent()).hasSize(2);
  }

  @Test
  void holdsNothingBackAtACheckpointOrAtTheEnd() throws Exception {
    tell("a", 1, 0, 0);
    harness.prepareSnapshotPreBarrier(1);
    assertThat(sent()).hasSize(1);
    tell("b", 1, 0, 0);
    harness.processWatermark(Watermark.MAX_WATERMARK);
    assertThat(sent()).hasSize(2);
  }

  private List<SubjectChange> sent() {
    return harness.extractOutputValues();
  }

  private void tell(String id, long track, long second, long appendedMillis) throws Exception {
    DomainEvent event = new DomainEvent(id, track, 7L, second * 1_000_000, "DE", null);
    harness.processElement(new LoggedEvent(StatKind.PLAY, appendedMillis * 1_000, event), 0);
  }
}
