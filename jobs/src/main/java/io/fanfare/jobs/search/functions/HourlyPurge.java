package io.fanfare.jobs.search.functions;

import io.fanfare.connectors.elasticsearch.TombstonePurge;
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

/** Removes old tombstones from the index once an hour, in a thread of its own. */
final class HourlyPurge implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HourlyPurge.class);

  /** A replay from the oldest savepoint allowed writes only documents that are younger. */
  private static final Duration AGE = Topics.OLDEST_SAVEPOINT.plusDays(1);

  private final TombstonePurge tombstones;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "tombstone-purge");
            thread.setDaemon(true);
            return thread;
          });

  HourlyPurge(TombstonePurge tombstones) {
    this.tombstones = tombstones;
    var unused = timer.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.HOURS);
  }

  private void run() {
    try {
      long purged = tombstones.run(Micros.of(Instant.now().minus(AGE)));
      LOG.info("Purged {} tombstones that are older than {} days", purged, AGE.toDays());
    } catch (IOException | RuntimeException e) {
      LOG.warn("Could not purge tombstones; retrying in an hour: {}", e.toString());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
