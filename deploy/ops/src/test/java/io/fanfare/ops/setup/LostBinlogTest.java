package io.fanfare.ops.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostBinlogTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.github.shyiko.mysql.binlog.network.ServerException: Could not find GTID state"
            + " requested by slave in any binlog files. Probably the slave state is too old and"
            + " required binlog files have been purged.",
        "com.github.shyiko.mysql.binlog.network.ServerException: Error: connecting slave requested"
            + " to start from GTID 0-1-18, which is not in the master's binlog",
        "com.github.shyiko.mysql.binlog.network.ServerException: Could not find first log file name"
            + " in binary log index file",
        "com.github.shyiko.mysql.binlog.network.ServerException: Cannot replicate because the"
            + " source purged required binary logs.",
        "io.debezium.DebeziumException: The connector is trying to read change stream starting at"
            + " X, but this is no longer available on the server. Reconfigure the connector to use"
            + " a snapshot mode when needed."
      })
  void messagesOfServersAndDebeziumAreRecognized(String failure) {
    assertThat(LostBinlog.isIn(failure)).isTrue();
    assertThat(LostBinlog.sentence(failure)).contains("--skip-lost-binlog").endsWith(failure + ")");
  }

  @Test
  void aServerThatIsAwayHasLostNothing() {
    assertThat(LostBinlog.isIn("java.net.ConnectException: Connection refused")).isFalse();
  }
}
