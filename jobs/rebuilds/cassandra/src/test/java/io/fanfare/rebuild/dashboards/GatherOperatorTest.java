package io.fanfare.rebuild.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Micros;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class GatherOperatorTest {

  private static final long OCTOBER = Micros.of(Instant.parse("2026-10-31T23:59:59Z"));
  private static final long NOVEMBER = Micros.of(Instant.parse("2026-11-01T00:00:00Z"));

  @Test
  void gathersByRecipientAndMonth() throws Exception {
    List<MonthRows> gathered =
        gather(
            List.of(
                new Entry(1, OCTOBER, (byte) 1, 10, 100),
                new Entry(1, NOVEMBER, (byte) 2, 11, 101),
                new Entry(1, OCTOBER, (byte) 3, 12, 102),
                new Entry(2, OCTOBER, (byte) 1, 10, 100)));

    assertThat(gathered).extracting(rows -> rows.recipient).containsExactlyInAnyOrder(1L, 1L, 2L);
    assertThat(gathered)
        .filteredOn(rows -> rows.recipient == 1 && rows.month == 202610)
        .singleElement()
        .satisfies(
            rows -> {
              assertThat(rows.kinds).containsExactly(1, 3);
              assertThat(rows.actors).containsExactly(10, 12);
              assertThat(rows.objects).containsExactly(100, 102);
            });
  }

  @Test
  void boundsTheRowsOfOneMutation() throws Exception {
    List<Entry> many =
        LongStream.range(0, 2L * GatherOperator.MOST_ROWS + 1)
            .mapToObj(object -> new Entry(1, OCTOBER, (byte) 1, 10, object))
            .toList();
    assertThat(gather(many))
        .extracting(MonthRows::size)
        .containsExactly(GatherOperator.MOST_ROWS, GatherOperator.MOST_ROWS, 1);
  }

  private static List<MonthRows> gather(List<Entry> entries) throws Exception {
    try (OneInputStreamOperatorTestHarness<Entry, MonthRows> harness =
        new OneInputStreamOperatorTestHarness<>(new GatherOperator())) {
      harness.open();
      for (Entry entry : entries) {
        harness.processElement(entry, 0);
      }
      harness.endInput();
      return harness.extractOutputValues();
    }
  }
}
