package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Writes fan-out chunks to the dashboards. Every write is idempotent, so the caller may repeat it
 * if it failed, or if its result is unknown. Thread-safe.
 */
public final class DashboardWriter {

  private final UnloggedBatches batches;
  private final InsertDashboardEntry insertEntry;
  private final DeleteDashboardEntry deleteEntry;
  private final InsertDashboardMonth insertMonth;
  private final ListedMonths months = new ListedMonths();

  /**
   * Uses the default keyspaces.
   *
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public DashboardWriter(CqlSession session, Duration syncLag) {
    this(session, Keyspaces.DEFAULT, syncLag);
  }

  /**
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public DashboardWriter(CqlSession session, Keyspaces keyspaces, Duration syncLag) {
    this.batches = new UnloggedBatches(session, keyspaces, syncLag);
    this.insertEntry = new InsertDashboardEntry(session, keyspaces);
    this.deleteEntry = new DeleteDashboardEntry(session, keyspaces);
    this.insertMonth = new InsertDashboardMonth(session, keyspaces);
  }

  /**
   * A write that can begin, and begin again.
   *
   * @param rows its entries, and the months that are listed first. The first entry of a month for a
   *     recipient also writes a month row, so a fan-out can cost twice its entries; so can a repair
   */
  public record Write(int rows, Supplier<CompletionStage<FanOutChunk>> begin) {}

  /**
   * The write of a chunk, without the activities that are older than the retention. It completes
   * with the written chunk once all of its rows are durable, and fails like the driver; some rows
   * may be written then.
   *
   * @param now µs since the epoch
   */
  public Write write(FanOutChunk chunk, long now) {
    if (chunk.getOperation() == EntryOperation.WITHDRAW) {
      return new Write(
          entries(chunk), () -> batches.execute(deletes(chunk)).thenApply(done -> chunk));
    }
    FanOutChunk due = withoutExpired(chunk, now);
    // A month is listed before its first entry: a reader must never miss a partition.
    Set<DashboardPartition> unlisted = months.due(due);
    return new Write(
        entries(due) + unlisted.size(),
        () ->
            batches
                .execute(lists(unlisted), inserts(due, now))
                .thenApply(
                    done -> {
                      months.add(unlisted);
                      return due;
                    }));
  }

  private static int entries(FanOutChunk chunk) {
    return chunk.getActivities().size() * chunk.getRecipients().size();
  }

  private static FanOutChunk withoutExpired(FanOutChunk chunk, long now) {
    if (chunk.getActivities().stream().noneMatch(activity -> isExpired(activity, now))) {
      return chunk;
    }
    return FanOutChunk.newBuilder(chunk)
        .setActivities(
            chunk.getActivities().stream().filter(activity -> !isExpired(activity, now)).toList())
        .build();
  }

  private static boolean isExpired(Activity activity, long now) {
    return TimeToLive.seconds(activity.getActivityTime(), now) < 0;
  }

  private List<BatchableStatement<?>> inserts(FanOutChunk chunk, long now) {
    List<BatchableStatement<?>> inserts = new ArrayList<>();
    for (Activity activity : chunk.getActivities()) {
      int ttl = TimeToLive.seconds(activity.getActivityTime(), now);
      BoundStatement insert = insertEntry.bind(0, activity, chunk.getVersion(), ttl);
      for (long recipient : chunk.getRecipients()) {
        inserts.add(InsertDashboardEntry.forRecipient(insert, recipient));
      }
    }
    return inserts;
  }

  private List<BatchableStatement<?>> deletes(FanOutChunk chunk) {
    List<BatchableStatement<?>> deletes = new ArrayList<>();
    for (Activity activity : chunk.getActivities()) {
      BoundStatement delete = deleteEntry.bind(0, activity, chunk.getVersion());
      for (long recipient : chunk.getRecipients()) {
        deletes.add(DeleteDashboardEntry.forRecipient(delete, recipient));
      }
    }
    return deletes;
  }

  private List<BatchableStatement<?>> lists(Set<DashboardPartition> unlisted) {
    return unlisted.stream().<BatchableStatement<?>>map(insertMonth::bind).toList();
  }
}
