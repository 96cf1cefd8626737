package io.fanfare.schemas.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Version;
import io.fanfare.schemas.models.ModelBroadcastRule;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutChunkRuleTest {

  private static final int PARTITION = 3;

  @ParameterizedTest
  @ValueSource(longs = {1, 1_795_168_830_017_000L, Version.FIRST, Version.FIRST + (1L << 51) - 1})
  void acceptsTheVersionsThatALogAssigns(long version) {
    assertThat(problem(chunk(EntryOperation.DELIVER, version, 0, 1))).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Version.FIRST + (1L << 51), 0, -1, Long.MIN_VALUE})
  void rejectsAVersionThatWouldWinOrLoseForGood(long version) {
    assertThat(problem(chunk(EntryOperation.DELIVER, version, 0, 1)))
        .isEqualTo("The chunk has the version " + version + ", which no record of models has.");
    assertThat(problem(chunk(EntryOperation.WITHDRAW, version, 0, 1))).isNotNull();
    assertThat(problem(markerChunk(version, marker("m", PARTITION, 1)))).isNotNull();
  }

  @Test
  void rejectsMoreEntriesThanOneWriteMayHave() {
    assertThat(problem(chunk(EntryOperation.DELIVER, 1, 0, 256))).isNull();
    assertThat(problem(chunk(EntryOperation.DELIVER, 1, 0, 1_000_000)))
        .isEqualTo("The chunk has 1000000 entries, more than 256.");
    // Their product is larger than an int.
    FanOutChunk many = chunk(EntryOperation.WITHDRAW, 1, 0, 65_536);
    many.setActivities(Collections.nCopies(65_536, many.getActivities().get(0)));
    assertThat(problem(many)).contains("4294967296 entries");
  }

  @Test
  void acceptsAChunkOfNothing() {
    assertThat(problem(chunk(EntryOperation.DELIVER, 1, 0, 0))).isNull();
  }

  @Test
  void rejectsDeliveriesAfterTheLastTimeOfARow() {
    assertThat(ModelBroadcastRule.LAST_TIME / 1_000_000)
        .isEqualTo(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());
    assertThat(problem(chunk(EntryOperation.DELIVER, 1, ModelBroadcastRule.LAST_TIME, 1))).isNull();
    assertThat(problem(chunk(EntryOperation.DELIVER, 1, Long.MAX_VALUE, 1))).contains("9999");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
  void withdrawsWhateverTheTime(long time) {
    assertThat(problem(chunk(EntryOperation.WITHDRAW, 1, time, 1))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"4, 1", "-1, 1", "3, 0", "3, -2147483648"})
  void rejectsAMarkerOfAnotherPlace(int partition, int parts) {
    assertThat(problem(markerChunk(1, marker("m", partition, parts)))).contains("in partition 3.");
  }

  @Test
  void rejectsAMarkerThatNoReportCanCarry() {
    assertThat(problem(markerChunk(1, marker("m", PARTITION, 1)))).isNull();
    assertThat(problem(markerChunk(1, marker("m".repeat(1_000_000), PARTITION, 1))))
        .isEqualTo("The marker's id has 1000000 characters, more than 100.");
    LaneMarker longPart = new LaneMarker("m", PARTITION, "p".repeat(1_000_000), 1);
    assertThat(problem(markerChunk(1, longPart))).contains("part is longer than 200 characters");
  }

  @Test
  void rejectsEntriesBesideAMarker() {
    FanOutChunk both = chunk(EntryOperation.DELIVER, 1, 0, 1);
    both.setMarker(marker("m", PARTITION, 1));

    assertThat(problem(both)).contains("a marker and entries");
  }

  private static String problem(FanOutChunk chunk) {
    return FanOutChunkRule.problem(chunk, PARTITION);
  }

  private static LaneMarker marker(String id, int partition, int parts) {
    return new LaneMarker(id, partition, "part", parts);
  }

  private static FanOutChunk markerChunk(long version, LaneMarker marker) {
    return new FanOutChunk(
        EntryOperation.DELIVER, version, Cause.REPAIR, List.of(), List.of(), marker, 0L);
  }

  private static FanOutChunk chunk(
      EntryOperation operation, long version, long activityTime, int recipients) {
    Activity activity = new Activity(ActivityKind.TRACK, 1L, 2L, activityTime);
    return new FanOutChunk(
        operation,
        version,
        Cause.LIVE,
        List.of(activity),
        Collections.nCopies(recipients, 7L),
        null,
        0L);
  }
}
