package io.fanfare.ops.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitNoticeTest {

  private final StringWriter text = new StringWriter();
  private long nanos = Long.MAX_VALUE;

  @Test
  void aLongWaitReportsWhatIsBehindAfterTwoSecondsAndEachHalfMinute() {
    WaitNotice notice = notice(false);
    for (int second = 0; second <= 40; second++) {
      String behind = "the capture is " + second + " s behind";
      notice.run(() -> behind);
      nanos += Duration.ofSeconds(1).toNanos();
    }
    assertThat(text.toString().lines())
        .containsExactly(
            "Waiting for 2 s: the capture is 2 s behind.",
            "Waiting for 32 s: the capture is 32 s behind.");
  }

  @Test
  void aShortWaitReportsNothing() {
    WaitNotice notice = notice(false);
    nanos += Duration.ofMillis(1_999).toNanos();
    notice.run(() -> "it is behind");
    assertThat(text.toString()).isEmpty();
  }

  @Test
  void theLineTakesThePlaceOfAProgressBar() {
    WaitNotice notice = notice(true);
    nanos += Duration.ofSeconds(3).toNanos();
    notice.run(() -> "it is behind");
    assertThat(text.toString()).startsWith("\r\033[KWaiting for 3 s: it is behind.");
  }

  private WaitNotice notice(boolean terminal) {
    return new WaitNotice(new PrintWriter(text), terminal, () -> nanos);
  }
}
