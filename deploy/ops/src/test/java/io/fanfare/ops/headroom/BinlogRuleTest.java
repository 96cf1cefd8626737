package io.fanfare.ops.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fanfare.connectors.debezium.source.BinlogRetention;
import io.fanfare.ops.progress.BinlogPosition;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BinlogRuleTest {

  private static final BinlogRetention FOR_EVER = new BinlogRetention(Duration.ZERO, 0);
  private static final BinlogRetention TEN_DAYS = new BinlogRetention(Duration.ofDays(10), 0);
  private static final List<BinlogFile> FILES =
      List.of(
          new BinlogFile("binlog.000003", 100),
          new BinlogFile("binlog.000004", 100),
          new BinlogFile("binlog.000005", 10));

  @Test
  void aCaptureInTheNewestFileHasAllThatIsKept() {
    BinlogRetention both = new BinlogRetention(Duration.ofDays(10), 5);
    assertThat(left("binlog.000005", Duration.ofDays(30), both)).hasValue(1);
    assertThat(
            BinlogRule.left(
                new BinlogPosition("binlog.000005", 4), Duration.ofDays(30), FILES, both))
        .hasValue(1);
  }

  @Test
  void theAgeOfACaptureThatStandsUsesUpTheTime() {
    assertNear(left("binlog.000004", Duration.ofDays(1), TEN_DAYS), 0.9);
    assertNear(left("binlog.000004", Duration.ofDays(9), TEN_DAYS), 0.1);
    assertNear(left("binlog.000004", Duration.ofDays(11), TEN_DAYS), 0);
  }

  @Test
  void whatIsBehindTheCaptureUsesUpTheSize() {
    BinlogRetention size = new BinlogRetention(Duration.ZERO, 440);
    assertNear(left("binlog.000004", Duration.ofDays(99), size), 0.75);
    assertNear(left("binlog.000003", Duration.ZERO, size), 1 - 210 / 440.0);
    assertNear(left("binlog.000003", Duration.ZERO, new BinlogRetention(Duration.ZERO, 200)), 0);
  }

  @Test
  void theFirstOfTimeAndSizeThatEndsCounts() {
    BinlogRetention both = new BinlogRetention(Duration.ofDays(10), 440);
    assertNear(left("binlog.000004", Duration.ofDays(1), both), 0.75);
    assertNear(left("binlog.000004", Duration.ofDays(5), both), 0.5);
  }

  @Test
  void aServerThatPurgesNothingLeavesAll() {
    assertThat(left("binlog.000003", Duration.ofDays(9_999), FOR_EVER)).hasValue(1);
  }

  @Test
  void aClockThatWasSetBackPromisesNoMoreThanAll() {
    assertThat(left("binlog.000003", Duration.ofDays(-3), TEN_DAYS)).hasValue(1);
  }

  @Test
  void nothingIsLeftOfAFileThatWasPurged() {
    assertThat(left("binlog.000002", Duration.ZERO, TEN_DAYS)).hasValue(0);
    assertThat(left("binlog.000002", Duration.ZERO, FOR_EVER)).hasValue(0);
  }

  @Test
  void nobodyKnowsOfTheFilesOfAnotherServer() {
    assertThat(left("binlog.000009", Duration.ZERO, TEN_DAYS)).isEmpty();
    assertThat(left("other.000001", Duration.ZERO, TEN_DAYS)).isEmpty();
    assertThat(
            BinlogRule.left(
                new BinlogPosition("binlog.000001", 4), Duration.ZERO, List.of(), TEN_DAYS))
        .isEmpty();
  }

  private static OptionalDouble left(String file, Duration age, BinlogRetention kept) {
    return BinlogRule.left(new BinlogPosition(file, 4), age, FILES, kept);
  }

  private static void assertNear(OptionalDouble ratio, double expected) {
    assertThat(ratio.orElseThrow()).isCloseTo(expected, within(1e-9));
  }
}
