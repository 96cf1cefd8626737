package io.fanfare.api.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OptionalColumnTest {

  @Test
  void readsWithoutAColumnThatDoesNotExist() throws SQLException {
    assertThat(OptionalColumn.read(() -> "with", () -> "without")).isEqualTo("with");
    assertThat(OptionalColumn.read(() -> fail(1054), () -> "without")).isEqualTo("without");
  }

  @Test
  void reportsOtherFailures() {
    assertThatThrownBy(() -> OptionalColumn.read(() -> fail(1146), () -> "without"))
        .isInstanceOf(SQLException.class);
  }

  private static String fail(int code) throws SQLException {
    throw new SQLException("rejected", "42S22", code);
  }
}
