package io.fanfare.stack;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DashboardWriter;
import io.fanfare.connectors.cassandra.Pace;
import io.fanfare.connectors.cassandra.SelectDashboardMonths;
import io.fanfare.connectors.cassandra.SelectDashboardPage;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The rows of dashboards as they are stored, for tests that read and damage them. */
final class DashboardRows implements AutoCloseable {

  private static final int MOST_ENTRIES = 5_000;

  private final CqlSession session;
  private final SelectDashboardMonths months;
  private final SelectDashboardPage page;
  private final DashboardWriter writer;

  DashboardRows() {
    var addresses = SharedStack.get().addresses();
    session = CassandraSession.open(addresses.cassandra());
    months = new SelectDashboardMonths(session);
    page = new SelectDashboardPage(session);
    writer = new DashboardWriter(session, StackAddresses.SYNC_LAG, Pace.UNBOUNDED);
  }

  List<Activity> of(long recipient) throws Exception {
    List<Activity> entries = new ArrayList<>();
    for (int month : months.execute(recipient, 0, Integer.MAX_VALUE).toCompletableFuture().get()) {
      entries.addAll(
          page.execute(recipient, month, null, MOST_ENTRIES).toCompletableFuture().get());
    }
    return entries;
  }

  /** Completes when Cassandra has acknowledged it. */
  CompletableFuture<FanOutChunk> insert(long recipient, Activity entry) {
    return insert(recipient, entry, LogEnd.version());
  }

  /** The same for many entries: to ask Kafka for the version of each takes longer than a write. */
  CompletableFuture<FanOutChunk> insert(long recipient, Activity entry, long version) {
    return write(EntryOperation.DELIVER, recipient, entry, version);
  }

  /** Completes when Cassandra has acknowledged it. */
  CompletableFuture<FanOutChunk> delete(long recipient, Activity entry) {
    return write(EntryOperation.WITHDRAW, recipient, entry, LogEnd.version());
  }

  private CompletableFuture<FanOutChunk> write(
      EntryOperation operation, long recipient, Activity entry, long version) {
    FanOutChunk chunk =
        new FanOutChunk(
            operation, version, Cause.REPAIR, List.of(entry), List.of(recipient), null, 0L);
    return writer.write(chunk, Micros.of(Instant.now())).toCompletableFuture();
  }

  @Override
  public void close() {
    session.close();
  }
}
