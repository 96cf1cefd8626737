package io.fanfare.ops.audit.dashboards;

import io.fanfare.api.dashboard.CassandraDashboards;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.models.CachedModels;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.View;
import io.fanfare.ops.audit.Wording;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.function.BiConsumer;

/** The dashboards, as the API server's reader shows them. */
public final class DashboardView implements View<Entry> {

  public static final String ROWS = "dashboard entries";

  private static final Duration CONNECT = Duration.ofSeconds(30);

  /** No user waits for these pages, so slow servers are given time. */
  private static final DashboardReader.Limits LIMITS =
      new DashboardReader.Limits(Integer.MAX_VALUE, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final CassandraDashboards store;
  private final MysqlModels mysql;
  private final CachedModels models;
  private final DashboardReader reader;
  private final SourceTables tables;
  private final LocalDateTime since;

  /**
   * Connects to the generation that is served.
   *
   * @param tables of the source
   * @param now the time at which the retention ends, for what is expected and what is shown
   * @throws OperationException if Cassandra does not answer
   */
  public DashboardView(PipelineAccess pipeline, SourceTables tables, Instant now) {
    this(pipeline, tables, now, new CassandraDashboards(pipeline.dashboards()));
  }

  /**
   * @param store the dashboards, which this view starts and closes
   */
  public DashboardView(
      PipelineAccess pipeline, SourceTables tables, Instant now, CassandraDashboards store) {
    this.tables = tables;
    this.store = store;
    mysql =
        new MysqlModels(
            pipeline.source().url(),
            pipeline.source().reader().user(),
            pipeline.source().reader().password());
    models = new CachedModels(mysql);
    reader = new DashboardReader(store, models, Clock.fixed(now, ZoneOffset.UTC), LIMITS);
    since = LocalDateTime.ofInstant(now.minus(DashboardRule.RETENTION), ZoneOffset.UTC);
    store.start();
    awaitStore(pipeline.dashboards());
  }

  private void awaitStore(CassandraAccess cluster) {
    try {
      if (!Await.within(CONNECT, store::answers)) {
        close();
        throw new OperationException(
            "Cassandra at %s cannot be read: %s. `fanfare status` shows the state of a local stack."
                .formatted(cluster, store.problem()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationException("Interrupted.", e);
    }
  }

  @Override
  public ExpectedRows<Entry> expected(Connection source, Collection<Long> recipientIds) {
    return DashboardSql.expected(source, tables, recipientIds, since);
  }

  @Override
  public void judge(long recipientId, BiConsumer<Entry, Verdict> judged) {
    reader.judgeAll(
        recipientId,
        (activity, verdict) -> judged.accept(new Entry(recipientId, activity), verdict));
  }

  @Override
  public Repair<Entry> repair() {
    return new DashboardRepair();
  }

  @Override
  public Wording<Entry> wording() {
    return new DashboardWording();
  }

  @Override
  public void forgetSource() {
    models.invalidateAll();
  }

  /**
   * Fan-out applies the retention at the time of each change, so an entry that left the retention
   * since the audit began may correctly never have been stored.
   */
  @Override
  public boolean isPast(Entry entry) {
    long start = DashboardRule.retentionStart(Micros.of(Instant.now()));
    return entry.activity().getActivityTime() < start;
  }

  @Override
  public void close() {
    store.close();
    mysql.close();
  }
}
