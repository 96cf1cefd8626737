package io.fanfare.ops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private final StringWriter text = new StringWriter();
  private long nanos;

  @Test
  void aTerminalGetsOneLineThatIsRedrawn() {
    try (ProgressBar bar = bar(true)) {
      pass(1_000);
      bar.at(250);
      pass(1_000);
      bar.at(500);
    }
    assertThat(text.toString().split("\r"))
        .hasSize(4)
        .contains("\033[K███░░░░░░░░░  25 %  250 of 1,000 rows, 250/s, 3 s left");
    assertThat(text.toString().lines()).hasSize(1 + 3).last().asString().contains(" 50 %");
  }

  @Test
  void elsewhereALineIsPrintedFromTimeToTime() {
    try (ProgressBar bar = bar(false)) {
      for (int i = 1; i <= 100; i++) {
        pass(100);
        bar.at(10 * i);
      }
    }
    assertThat(text.toString()).doesNotContain("\r", "\033");
    assertThat(text.toString().lines())
        .hasSize(3)
        .last()
        .isEqualTo("████████████ 100 %  1,000 of 1,000 rows, 100/s");
  }

  @Test
  void workThatIsDoneAtOncePrintsNothing() {
    try (ProgressBar bar = bar(true)) {
      bar.at(1_000);
    }
    assertThat(text.toString()).isEmpty();
  }

  @Test
  void nothingToDoIsNoDivisionByZero() {
    try (ProgressBar bar = new ProgressBar(new PrintWriter(text), false, () -> nanos, "rows", 0)) {
      pass(6_000);
      bar.at(0);
    }
    assertThat(text.toString()).contains("100 %  0 of 0 rows");
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar(new PrintWriter(text), terminal, () -> nanos, "rows", 1_000);
  }
}
