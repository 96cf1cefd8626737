package io.fanfare.jobs.search.functions;

import io.fanfare.connectors.elasticsearch.MarkerSweep;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps markers once an hour, beside the writes. */
final class HourlySweep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HourlySweep.class);

  /** Whatever is repeated from a savepoint is younger: it may be as old as this less a day. */
  private static final Duration AGE = Topics.OLDEST_SAVEPOINT.plusDays(1);

  private final MarkerSweep sweep;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "marker-sweep");
            thread.setDaemon(true);
            return thread;
          });

  HourlySweep(MarkerSweep sweep) {
    this.sweep = sweep;
    var unused = timer.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.HOURS);
  }

  private void run() {
    try {
      long swept = sweep.run(Micros.of(Instant.now().minus(AGE)));
      LOG.info("{} markers are swept", swept);
    } catch (IOException | RuntimeException e) {
      LOG.warn("The markers are swept an hour later: {}", e.toString());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
