package io.fanfare.ops.audit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.EdgeAccess;
import io.fanfare.ops.progress.BinlogPosition;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwaitPurgesTest {

  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration FETCH = Duration.ofSeconds(15);

  private StubServer purger;
  private final List<String> order = new ArrayList<>();

  /** Each reading is a step later; the purger's answer is made in between. */
  private long seconds;

  @BeforeEach
  void start() throws IOException {
    purger = new StubServer();
  }

  @AfterEach
  void stop() {
    purger.close();
  }

  @Test
  void waitsForABeatBehindTheCaptureAndForOneBehindTheLastPurge() throws Exception {
    report("0.2");
    purges().awaitCurrent();
    assertThat(order).containsExactly("captured");
    assertThat(seconds).isGreaterThan(FETCH.toSeconds());
  }

  @Test
  void aBeatFromBeforeProvesNothingAndNoBeatEither() throws Exception {
    List.of("1000", "+Inf", "1000").forEach(age -> purger.next.add(metrics(age)));
    report("0.0");
    purges().awaitCurrent();
    assertThat(purger.next).isEmpty();
  }

  @Test
  void everyVarnishMustHavePurged() throws Exception {
    String late = "fanfare_purger_beat_age_seconds{varnish=\"b:6081\"} 1000\n";
    purger.next.add("fanfare_purger_beat_age_seconds{varnish=\"a:6081\"} 0.1\n" + late);
    report("0.0");
    purges().awaitCurrent();
    assertThat(purger.next).isEmpty();
    assertThat(seconds).isGreaterThan(FETCH.toSeconds());
  }

  @Test
  void aPurgerThatRestartsIsAskedAgain() throws Exception {
    purger.next.add("no metrics yet");
    report("0.0");
    purges().awaitCurrent();
    assertThat(purger.next).isEmpty();
  }

  private void report(String age) {
    purger.pages.put("/metrics", metrics(age));
  }

  private static String metrics(String age) {
    return """
        # TYPE fanfare_purger_beat_age_seconds gauge
        fanfare_purger_beat_age_seconds{varnish="a:6081"} %s
        """
        .formatted(age);
  }

  private AwaitPurges purges() {
    EdgeAccess edge =
        new EdgeAccess(List.of("http://varnish"), "http://haproxy", purger.url(), FETCH);
    return new AwaitPurges(
        edge,
        new PageReader(),
        new Captured(),
        new PrintWriter(Writer.nullWriter()),
        () -> Duration.ofSeconds(seconds += STEP.toSeconds()).toNanos());
  }

  private final class Captured implements AwaitPurges.Capture {

    @Override
    public void awaitCurrent() {
      order.add("captured");
    }

    @Override
    public BinlogPosition sourceEnd() {
      return new BinlogPosition("binlog.000001", 1);
    }
  }
}
