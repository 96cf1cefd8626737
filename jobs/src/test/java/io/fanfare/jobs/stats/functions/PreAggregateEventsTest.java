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

class PreAggregateEventsTest {

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private OneInputStreamOperatorTestHarness<LoggedEvent, SubjectChange> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(new PreAggregateEvents(Duration.ofMillis(500)));
    harness.setProcessingTime(HOUR_MILLIS);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void emitsTheEventsOfATrackTogetherAfterHalfASecond() throws Exception {
    process("a", 1, 0, HOUR_MILLIS);
    process("b", 1, 0, HOUR_MILLIS);
    process("c", 1, 61, HOUR_MILLIS);
    process("d", 2, 0, HOUR_MILLIS);
    assertThat(emitted()).isEmpty();
    harness.setProcessingTime(HOUR_MILLIS + 500);
    assertThat(emitted()).extracting(SubjectChange::getId).containsExactly(1L, 2L);
    assertThat(((Bundle) emitted().get(0).getChange()).getMinutes())
        .extracting(MinuteCounts::getMinute, minute -> minute.getCounts().getTotal())
        .containsExactly(tuple(0L, 2L), tuple(60L, 1L));
  }

  @Test
  void flushesBeforeItHoldsTooMuch() throws Exception {
    for (int i = 0; i < 300_000; i++) {
      process("id-" + i, i, 0, HOUR_MILLIS);
    }
    assertThat(emitted()).hasSizeBetween(100_000, 299_999);
  }

  @Test
  void flushesBeforeACheckpointAndAtTheEnd() throws Exception {
    process("a", 1, 0, 0);
    harness.prepareSnapshotPreBarrier(1);
    assertThat(emitted()).hasSize(1);
    process("b", 1, 0, 0);
    harness.processWatermark(Watermark.MAX_WATERMARK);
    assertThat(emitted()).hasSize(2);
  }

  private List<SubjectChange> emitted() {
    return harness.extractOutputValues();
  }

  private void process(String id, long track, long second, long appendedMillis) throws Exception {
    DomainEvent event = new DomainEvent(id, track, 7L, second * 1_000_000, "DE", null, null);
    harness.processElement(new LoggedEvent(StatKind.PLAY, appendedMillis * 1_000, event), 0);
  }
}
