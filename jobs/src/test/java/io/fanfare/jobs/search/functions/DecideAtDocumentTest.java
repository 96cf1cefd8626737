package io.fanfare.jobs.search.functions;

import static io.fanfare.jobs.fanout.domain.Rows.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.search.CountChange;
import io.fanfare.schemas.search.Counted;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.OwnerNames;
import io.fanfare.schemas.search.OwnerPart;
import io.fanfare.schemas.search.RowChange;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecideAtDocumentTest {

  private KeyedOneInputStreamOperatorTestHarness<Tuple2<Integer, Long>, DocumentChange, Document>
      harness;

  private long version;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new DecideAtDocument("search-v1", Duration.ofSeconds(1), Duration.ofSeconds(10))),
            ReadSearchChanges::documentOf,
            Types.TUPLE(Types.INT, Types.LONG));
    harness.open();
    harness.processElement(change(1, new RowChange(track(1, 10, 5L))), 0);
    OwnerPart owner = new OwnerPart(10L, new OwnerNames("ten", null), version);
    harness.processElement(change(1, owner), 0);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void writesARowAtOnce() {
    assertThat(documents()).hasSize(1);
  }

  @Test
  void writesManyCountsOnceAfterADelay() throws Exception {
    for (long user = 1; user <= 1_000; user++) {
      harness.processElement(like(1, user), 0);
    }
    harness.setProcessingTime(999);
    assertThat(documents()).hasSize(1);
    harness.setProcessingTime(1_000);
    assertThat(documents())
        .hasSize(2)
        .last()
        .satisfies(found -> assertThat(found.getCounts().getLikes()).isEqualTo(1_000));
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  @Test
  void holdsAMarkerBackUntilTheCountsBeforeItAreWritten() throws Exception {
    harness.processElement(like(1, 7), 0);
    // One copy from the subtask that reads, one from the subtask that decides at owners.
    MarkerCopy marker = new MarkerCopy("m", ++version, 0, 1);
    harness.processElement(change(2, marker), 0);
    harness.processElement(change(2, marker), 0);
    harness.processElement(like(1, 8), 0);
    assertThat(passed()).isZero();
    harness.setProcessingTime(1_000);
    assertThat(passed()).isOne();
    assertThat(documents()).hasSize(2);
  }

  @Test
  void waitsForTheCopyOfAMarkerThatOwnersSend() throws Exception {
    MarkerCopy marker = new MarkerCopy("m", ++version, 0, 1);
    harness.processElement(change(2, marker), 0);
    assertThat(passed()).isZero();
    harness.processElement(change(2, marker), 0);
    assertThat(passed()).isOne();
  }

  private List<Document> documents() {
    return harness.extractOutputValues().stream()
        .filter(document -> document.getMarker() == null)
        .toList();
  }

  private long passed() {
    return harness.extractOutputValues().size() - documents().size();
  }

  private DocumentChange like(long track, long user) {
    return change(track, new CountChange(Counted.LIKE, user, true));
  }

  private DocumentChange change(long track, Object what) {
    return new DocumentChange(DocumentKind.TRACK, track, ++version, false, what);
  }
}
