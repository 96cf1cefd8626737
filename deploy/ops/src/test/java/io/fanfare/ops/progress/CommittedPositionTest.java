package io.fanfare.ops.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommittedPositionTest {

  private static final BinlogPosition POSITION = new BinlogPosition("binlog.000007", 42);

  @Test
  void hasThePositionAndTheTimeOfTheLastChange() throws IOException {
    assertThat(in("{\"file\": \"binlog.000007\", \"pos\": 42, \"ts_sec\": 1790000000}"))
        .contains(new CommittedPosition(POSITION, Instant.ofEpochSecond(1_790_000_000)));
  }

  @Test
  void aConnectorThatWasStartedAgainHasNoTimeBeforeItsFirstChange() throws IOException {
    assertThat(in("{\"file\": \"binlog.000007\", \"pos\": 42}"))
        .contains(new CommittedPosition(POSITION, null));
  }

  @Test
  void aSnapshotHasNoPosition() throws IOException {
    assertThat(in("{\"file\": \"binlog.000007\", \"pos\": 42, \"snapshot\": true}")).isEmpty();
    assertThat(in("{}")).isEmpty();
  }

  private static Optional<CommittedPosition> in(String offset) throws IOException {
    return CommittedPosition.in(new ObjectMapper().readTree("{\"offset\": " + offset + "}"));
  }
}
