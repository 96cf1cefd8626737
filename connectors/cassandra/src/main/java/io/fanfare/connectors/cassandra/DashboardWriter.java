package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.fanfare.connectors.cassandra.GroupedRequests.Limits;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;

/**
 * Writes fan-out chunks to the dashboards. Every write is idempotent, so the caller may repeat it
 * if it failed, or if its result is unknown. Thread-safe.
 */
public final class DashboardWriter {

  /**
   * A group takes no longer by its pace. Its chunks are durable together and announced together, so
   * everything behind them, from the store to the agents, gets their work at once.
   */
  private static final Duration GROUP = Duration.ofMillis(250);

  /** While fewer rows are on their way, a chunk begins at once. */
  private static final long FEW_ROWS = 2_048;

  /** Rows of a group at most, however fast they are written. */
  private static final long MOST_ROWS = 65_536;

  private final UnloggedBatches batches;
  private final InsertDashboardEntry insertEntry;
  private final DeleteDashboardEntry deleteEntry;
  private final InsertDashboardMonth insertMonth;
  private final ListedMonths months = new ListedMonths();
  private final GroupedRequests<Part> groups;

  /**
   * Uses the tables of a new deployment.
   *
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public DashboardWriter(CqlSession session, Duration syncLag, Pace pace) {
    this(session, DashboardTables.DEFAULT, syncLag, pace);
  }

  /**
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public DashboardWriter(CqlSession session, DashboardTables tables, Duration syncLag, Pace pace) {
    this.batches = new UnloggedBatches(session, tables.keyspaces(), syncLag, pace);
    this.insertEntry = new InsertDashboardEntry(session, tables);
    this.deleteEntry = new DeleteDashboardEntry(session, tables);
    this.insertMonth = new InsertDashboardMonth(session, tables);
    this.groups =
        new GroupedRequests<>(
            this::store, failure -> StoreRejection.of(failure) != null, limits(pace));
  }

  static Limits limits(Pace pace) {
    long paced = pace.rowsPerSecond() * GROUP.toMillis() / Duration.ofSeconds(1).toMillis();
    return Limits.ofRows(FEW_ROWS, Math.min(MOST_ROWS, paced));
  }

  /**
   * Writes a chunk, without the activities that are older than the retention. The first entry of a
   * month for a recipient also lists the month, so a fan-out can cost twice its entries. Completes
   * with the written chunk once all of its rows are durable, and fails like the driver; some rows
   * may be written then.
   *
   * @param now µs since the epoch
   */
  public CompletionStage<FanOutChunk> write(FanOutChunk chunk, long now) {
    boolean delivers = chunk.getOperation() == EntryOperation.DELIVER;
    FanOutChunk due = delivers ? withoutExpired(chunk, now) : chunk;
    // A month is listed before its first entry: a reader must never miss a partition.
    Set<DashboardPartition> unlisted = delivers ? months.due(due) : Set.of();
    int rows = due.getActivities().size() * due.getRecipients().size() + unlisted.size();
    return groups
        .submit(new Part(due, unlisted, now), rows)
        .thenApply(
            done -> {
              months.add(unlisted);
              return due;
            });
  }

  /** Lists months again, because their table was emptied. */
  void forgetMonths() {
    months.clear();
  }

  /** What one chunk adds to a group. */
  private record Part(FanOutChunk chunk, Set<DashboardPartition> unlisted, long now) {}

  /** A row is bound when it is sent: a group may have tens of thousands. */
  private record Row(long recipient, LongFunction<BoundStatement> binding) {

    BatchableStatement<?> bind() {
      return binding.apply(recipient);
    }
  }

  /**
   * Writes the rows of a recipient next to each other: rows of one partition are one mutation, and
   * cost Cassandra a fraction of rows of many.
   */
  private CompletionStage<Void> store(List<Part> parts) {
    Set<DashboardPartition> unlisted = new LinkedHashSet<>();
    List<Row> rows = new ArrayList<>();
    for (Part part : parts) {
      unlisted.addAll(part.unlisted());
      for (Activity activity : part.chunk().getActivities()) {
        LongFunction<BoundStatement> binding = binding(part, activity);
        part.chunk().getRecipients().forEach(id -> rows.add(new Row(id, binding)));
      }
    }
    rows.sort(Comparator.comparingLong(Row::recipient));
    return batches.execute(
        unlisted.stream().<BatchableStatement<?>>map(insertMonth::bind).toList(),
        rows.stream().<BatchableStatement<?>>map(Row::bind).iterator());
  }

  private LongFunction<BoundStatement> binding(Part part, Activity activity) {
    long version = part.chunk().getVersion();
    if (part.chunk().getOperation() == EntryOperation.WITHDRAW) {
      BoundStatement delete = deleteEntry.bind(0, activity, version);
      return recipient -> DeleteDashboardEntry.forRecipient(delete, recipient);
    }
    int ttl = TimeToLive.seconds(activity.getActivityTime(), part.now());
    BoundStatement insert = insertEntry.bind(0, activity, version, ttl);
    return recipient -> InsertDashboardEntry.forRecipient(insert, recipient);
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
}
