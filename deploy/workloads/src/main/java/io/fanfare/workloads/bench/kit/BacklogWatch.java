package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.terminal.Progress;
import java.time.Duration;

/** Says now and then how many entries have come, while somebody waits for the last of them. */
final class BacklogWatch implements Runnable {

  private static final Duration SAYING = Duration.ofSeconds(30);

  private final CompletionCount completions;
  private final Progress progress;
  private long said = System.nanoTime();
  private long seen;

  BacklogWatch(CompletionCount completions, Progress progress) {
    this.completions = completions;
    this.progress = progress;
    this.seen = completions.now();
  }

  /** To be called often: most calls do nothing. */
  @Override
  public void run() {
    long time = System.nanoTime();
    if (time - said < SAYING.toNanos()) {
      return;
    }
    long come = completions.now();
    progress.report(
        "waiting for the views: %,d completion events, %,.0f/s",
        come, (come - seen) / ((time - said) / 1e9));
    said = time;
    seen = come;
  }
}
