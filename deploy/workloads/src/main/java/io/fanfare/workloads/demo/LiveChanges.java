package io.fanfare.workloads.demo;

import io.fanfare.workloads.demo.Demo.Settings;
import io.fanfare.workloads.sample.Change;
import io.fanfare.workloads.sample.ChangeStream;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes change after change and prints each, until it is stopped. */
final class LiveChanges {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final double LONGEST_PAUSE = 4;
  private static final double NANOS = 1e9;

  private final SourceAccess source;
  private final PrintWriter out;
  private final double changesPerSecond;
  private final CountDownLatch stop;
  private final SplittableRandom pauses;

  LiveChanges(SourceAccess source, PrintWriter out, Settings settings, CountDownLatch stop) {
    this.source = source;
    this.out = out;
    this.changesPerSecond = settings.changesPerSecond();
    this.stop = stop;
    this.pauses = new SplittableRandom(settings.seed());
  }

  void run(ChangeStream changes) throws InterruptedException {
    boolean continues = true;
    while (continues && !stop.await(pauseNanos(), TimeUnit.NANOSECONDS)) {
      Change change = changes.next(Demo.now());
      continues =
          source.run(
              connection -> {
                // Described before it is made: afterwards the track may be deleted.
                String line = new ChangeLine(connection).describe(change);
                ChangeWriter.write(connection, change);
                out.println(LocalTime.now().format(TIME) + "  " + line);
                out.flush();
              });
    }
  }

  /** People do not act by the clock: pauses are as random as theirs. */
  private long pauseNanos() {
    double pause = Math.min(LONGEST_PAUSE, -Math.log(1 - pauses.nextDouble()));
    return (long) (pause / changesPerSecond * NANOS);
  }
}
