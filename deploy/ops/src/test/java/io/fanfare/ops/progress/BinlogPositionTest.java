package io.fanfare.ops.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BinlogPositionTest {

  @Test
  void isSortedByFileNumberAndThenByPosition() {
    assertThat(
            List.of(
                new BinlogPosition("binlog.000002", 4),
                new BinlogPosition("binlog.000002", 10_000),
                new BinlogPosition("binlog.000010", 4),
                new BinlogPosition("binlog.999999", 1_073_741_824),
                new BinlogPosition("binlog.1000000", 4)))
        .isSorted();
  }
}
