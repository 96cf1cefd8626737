package io.fanfare.rebuild.dashboards;

import com.datastax.driver.core.BoundStatement;
import com.datastax.driver.core.PreparedStatement;
import com.datastax.driver.core.ResultSet;
import io.fanfare.connectors.cassandra.DashboardTables;
import io.fanfare.connectors.cassandra.TimeToLive;
import io.fanfare.jobs.savepoints.SavepointAge;
import io.fanfare.rebuild.cassandra.DurableSink;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.Futures;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.ListenableFuture;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.MoreExecutors;
import org.apache.flink.configuration.Configuration;

/** Writes the rows of one recipient's month in one mutation, after the row that lists the month. */
final class DashboardSink extends DurableSink<MonthRows> {

  private static final long serialVersionUID = 1L;

  private static final String INSERT_MONTH =
      "INSERT INTO fanfare.dashboard_months (recipient_id, month) VALUES (?, ?)";
  private static final String INSERT_ENTRY =
      "INSERT INTO fanfare.dashboard_entries"
          + " (recipient_id, month, activity_time, kind, actor_id, object_id)"
          + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?";

  private final DashboardRebuildConfig config;
  private final long version;
  private final SavepointAge age;

  private transient PreparedStatement insertMonth;
  private transient PreparedStatement insertEntry;

  /**
   * @param version of all entries
   * @param age of the savepoint
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  DashboardSink(DashboardRebuildConfig config, long version, SavepointAge age) {
    super(
        DashboardTables.of(config.generation()).rename(INSERT_MONTH),
        config.store(),
        config.maxRowsPerSecond());
    this.config = config;
    this.version = version;
    this.age = age;
  }

  @Override
  public void open(Configuration configuration) {
    super.open(configuration);
    DashboardTables tables = DashboardTables.of(config.generation());
    insertMonth = session.prepare(tables.rename(INSERT_MONTH));
    insertEntry = session.prepare(tables.rename(INSERT_ENTRY));
  }

  /** The entries, and the row of the month. */
  @Override
  protected int rows(MonthRows month) {
    return month.size() + 1;
  }

  @Override
  public void invoke(MonthRows month) throws Exception {
    age.requireYoung();
    super.invoke(month);
  }

  /** A month is listed before its first entry: a reader must never miss a partition. */
  @Override
  protected ListenableFuture<ResultSet> write(MonthRows month) {
    List<BoundStatement> entries = entries(month);
    ListenableFuture<ResultSet> listed =
        session.executeAsync(insertMonth.bind(month.recipient, month.month));
    return entries.isEmpty()
        ? listed
        : Futures.transformAsync(listed, done -> inBatch(entries), MoreExecutors.directExecutor());
  }

  private List<BoundStatement> entries(MonthRows month) {
    List<BoundStatement> entries = new ArrayList<>();
    long now = config.now();
    for (int i = 0; i < month.size(); i++) {
      int ttl = TimeToLive.seconds(month.times[i], now);
      if (ttl >= 0) {
        entries.add(
            insertEntry.bind(
                month.recipient,
                month.month,
                month.times[i],
                month.kinds[i],
                month.actors[i],
                month.objects[i],
                version,
                ttl));
      }
    }
    return entries;
  }
}
