package io.fanfare.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.ops.OperationException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryingTest {

  private int asked;

  @ParameterizedTest
  @CsvSource({"42S02, 1146", "42S22, 1054", "42000, 1064", "28000, 1045"})
  void aRejectedQueryIsNotRepeated(String state, int code) {
    assertThatThrownBy(() -> Retrying.ask(() -> fail(new SQLException("no", state, code))))
        .isInstanceOf(OperationException.class)
        .hasMessage("The audit stops, because the source rejects its query: no");
    assertThat(asked).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"08000, 0", "42000, 1203", "42000, 1226", "HY000, 1205", ", 0"})
  void aQueryIsRepeatedUntilTheServerIsBack(String state, int code) throws Exception {
    int answer = Retrying.ask(() -> asked == 0 ? fail(new SQLException("later", state, code)) : 7);
    assertThat(answer).isEqualTo(7);
  }

  @Test
  void returnsTheAnswer() throws Exception {
    assertThat(Retrying.<Integer>ask(() -> 7)).isEqualTo(7);
  }

  private int fail(SQLException cause) {
    asked++;
    throw new UnavailableException("The source does not answer.", cause);
  }
}
