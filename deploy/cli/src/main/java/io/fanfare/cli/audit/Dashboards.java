package io.fanfare.cli.audit;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.dashboard.CassandraDashboards;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.models.CachedModels;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The dashboards as the API server's reader shows them, in bulk. */
final class Dashboards implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 50;

  /** There is nobody who waits for a page: what is slow may be slow. */
  private static final DashboardReader.Limits LIMITS =
      new DashboardReader.Limits(Integer.MAX_VALUE, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final CassandraDashboards store;
  private final MysqlModels mysql;
  private final CachedModels models;
  private final DashboardReader reader;

  /**
   * Connects.
   *
   * @param clock what the retention is cut by
   * @throws StackException if Cassandra does not answer
   */
  Dashboards(StackAddresses addresses, Clock clock) {
    store =
        new CassandraDashboards(addresses.cassandraContactPoint(), addresses.cassandraDatacenter());
    mysql =
        new MysqlModels(addresses.mysqlUrl(), addresses.readerUser(), addresses.readerPassword());
    models = new CachedModels(mysql);
    reader = new DashboardReader(store, models, clock, LIMITS);
    store.start();
    awaitStore();
  }

  private void awaitStore() {
    long end = System.nanoTime() + CONNECT.toNanos();
    try {
      while (!store.answers()) {
        if (System.nanoTime() - end > 0) {
          close();
          throw new StackException(
              "Cassandra does not answer: see what is wrong with `fanfare status`.");
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted.", e);
    }
  }

  /**
   * Hands over every stored entry of a dashboard, newest first, and whether it is shown.
   *
   * @throws UnavailableException if Cassandra or MySQL is absent or too slow
   */
  void judge(long recipientId, BiConsumer<Activity, Verdict> judged) {
    reader.judgeAll(recipientId, judged);
  }

  /** Forgets all rows, so that what is judged from here on is judged by rows of now or later. */
  void forgetRows() {
    models.everything();
  }

  @Override
  public void close() {
    store.close();
    mysql.close();
  }
}
