package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.schemas.dashboard.FanOutChunk;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes fan-out chunks to every generation of the dashboards that is written: one, except during a
 * backfill. It reads which at its start, and at each {@link #refresh}. Thread-safe.
 */
public final class DashboardGenerationsWriter {

  private final SelectDashboardGenerations select;
  private final Map<Integer, DashboardWriter> writers;
  private final AtomicLong asked = new AtomicLong();
  private volatile Set<Integer> written;
  private long applied;

  /**
   * Fails like the driver if a table is missing.
   *
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   * @param pace of the rows of all generations together
   */
  public DashboardGenerationsWriter(CqlSession session, Duration syncLag, Pace pace) {
    this.select = new SelectDashboardGenerations(session);
    this.writers =
        Map.of(
            DashboardTables.FIRST,
            writer(session, DashboardTables.FIRST, syncLag, pace),
            DashboardTables.SECOND,
            writer(session, DashboardTables.SECOND, syncLag, pace));
    this.written = select.execute().toCompletableFuture().join().written();
  }

  private static DashboardWriter writer(
      CqlSession session, int generation, Duration syncLag, Pace pace) {
    return new DashboardWriter(session, DashboardTables.of(generation), syncLag, pace);
  }

  /**
   * Completes when every chunk that is written from then on goes to the generations that the store
   * had at some moment after this call.
   */
  public CompletionStage<Void> refresh() {
    long number = asked.incrementAndGet();
    return select.execute().thenAccept(state -> use(number, state.written()));
  }

  /**
   * The tables of a generation that was not written are empty: what was listed there is not now.
   */
  private synchronized void use(long number, Set<Integer> generations) {
    if (number < applied) {
      // The answer of a later question came first.
      return;
    }
    applied = number;
    for (int generation : generations) {
      if (!written.contains(generation)) {
        writer(generation).forgetMonths();
      }
    }
    written = generations;
  }

  /**
   * Completes as {@link DashboardWriter#write} does, once the rows of all generations are durable.
   */
  public CompletionStage<FanOutChunk> write(FanOutChunk chunk, long now) {
    CompletionStage<FanOutChunk> all = CompletableFuture.completedFuture(chunk);
    for (int generation : written) {
      all = all.thenCombine(writer(generation).write(chunk, now), (before, due) -> due);
    }
    return all;
  }

  private DashboardWriter writer(int generation) {
    DashboardWriter writer = writers.get(generation);
    if (writer == null) {
      throw new IllegalStateException(
          "fanfare.dashboard_generations has the generation %d, which this release does not know."
              .formatted(generation));
    }
    return writer;
  }
}
