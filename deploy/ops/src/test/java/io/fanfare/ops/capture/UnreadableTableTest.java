package io.fanfare.ops.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableTableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          io.debezium.DebeziumException: Error processing row in users, internal schema size 10, but row size 11 , restart connector with schema recovery mode. | users
          io.debezium.DebeziumException: Encountered change event for table fanfare.comments whose schema isn't known to this connector | comments
          io.debezium.DebeziumException: Encountered change event for table my-music.old songs whose schema isn't known to this connector | old songs
          """)
  void messagesOfDebeziumNameTheTable(String failure, String table) {
    assertThat(UnreadableTable.in(failure)).contains(table);
  }

  @Test
  void aMisreadRowHasImpossibleValues() {
    assertThat(
            UnreadableTable.isImpossibleValue(
                "org.apache.kafka.connect.errors.DataException: Invalid value: null used for"
                    + " required field: \"track_id\", schema type: INT64"))
        .isTrue();
    assertThat(UnreadableTable.isImpossibleValue("java.net.ConnectException: refused")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.net.ConnectException: Connection refused",
        "org.apache.kafka.common.errors.TimeoutException: Topic models not present in metadata"
      })
  void otherFailuresAreAboutNoTable(String failure) {
    assertThat(UnreadableTable.in(failure)).isEmpty();
  }
}
