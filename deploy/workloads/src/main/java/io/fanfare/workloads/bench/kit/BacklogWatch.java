package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.Await;
import io.fanfare.ops.terminal.Progress;
import java.time.Duration;
import java.util.function.Supplier;

/** Reports every 30 s how many entries have arrived, during a wait for the last of them. */
final class BacklogWatch implements Await.Meanwhile {

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);

  private final CompletionCount completions;
  private final Progress progress;
  private long reported = System.nanoTime();
  private long seen;

  BacklogWatch(CompletionCount completions, Progress progress) {
    this.completions = completions;
    this.progress = progress;
    this.seen = completions.now();
  }

  /** To be called often: most calls do nothing. */
  @Override
  public void run(Supplier<String> behind) {
    long time = System.nanoTime();
    if (time - reported < REPORT_INTERVAL.toNanos()) {
      return;
    }
    long come = completions.now();
    progress.report(
        "waiting for the views: %,d completion events, %,.0f/s",
        come, (come - seen) / ((time - reported) / 1e9));
    reported = time;
    seen = come;
  }
}
