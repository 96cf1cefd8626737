package io.fanfare.ops.audit.dashboards;

import io.fanfare.api.dashboard.CassandraDashboards;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.models.CachedModels;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.Difference;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.FormerRows;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.View;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.TrackRepost;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecordBase;

/** The dashboards as the API server's reader shows them, in bulk. */
public final class DashboardView implements View<Entry>, AutoCloseable {

  public static final String ROWS = "dashboard entries";

  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 50;

  /** There is nobody who waits for a page: what is slow may be slow. */
  private static final DashboardReader.Limits LIMITS =
      new DashboardReader.Limits(Integer.MAX_VALUE, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final CassandraDashboards store;
  private final MysqlModels mysql;
  private final CachedModels models;
  private final DashboardReader reader;
  private final SourceTables tables;
  private final LocalDateTime since;

  /**
   * Connects.
   *
   * @param tables of the source
   * @param now where the retention is cut, on both sides
   * @throws OperationException if Cassandra does not answer
   */
  public DashboardView(PipelineAccess pipeline, SourceTables tables, Instant now) {
    this.tables = tables;
    store =
        new CassandraDashboards(
            pipeline.dashboards().contactPoint(), pipeline.dashboards().datacenter());
    mysql =
        new MysqlModels(
            pipeline.source().url(),
            pipeline.source().reader().user(),
            pipeline.source().reader().password());
    models = new CachedModels(mysql);
    reader = new DashboardReader(store, models, Clock.fixed(now, ZoneOffset.UTC), LIMITS);
    since = LocalDateTime.ofInstant(now.minus(DashboardRule.RETENTION), ZoneOffset.UTC);
    store.start();
    awaitStore();
  }

  private void awaitStore() {
    long end = System.nanoTime() + CONNECT.toNanos();
    try {
      while (!store.answers()) {
        if (System.nanoTime() - end > 0) {
          close();
          throw new OperationException(
              "Cassandra does not answer: see what is wrong with `fanfare status`.");
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationException("Interrupted.", e);
    }
  }

  @Override
  public String rows() {
    return ROWS;
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
  public void forgetSource() {
    models.invalidateAll();
  }

  /**
   * Fan-out cuts at the time of each change, so what left the retention since the audit began may
   * rightly never have been stored.
   */
  @Override
  public boolean isPast(Entry entry) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return entry.activity().getActivityTime() < DashboardRule.retentionStart(now);
  }

  @Override
  public String causeOfExtra() {
    return Difference.JUDGED_OTHERWISE;
  }

  @Override
  public void close() {
    store.close();
    mysql.close();
  }

  @Override
  public Map<RowKey, SpecificRecordBase> sourceOf(Entry entry) {
    Activity activity = entry.activity();
    Follow follow = new Follow(entry.recipientId(), activity.getActorId(), null);
    SpecificRecordBase row = row(activity);
    return Map.of(RowKey.of(Model.FOLLOW, follow), follow, RowKey.of(model(activity), row), row);
  }

  @Override
  public void settle(Entry entry, ModelsAppender models) {
    models.stray(new StrayEntry(entry.recipientId(), entry.activity()));
  }

  @Override
  public String said(Entry entry) {
    Activity activity = entry.activity();
    return "on the dashboard of %d: %s %d by %d, at %d µs"
        .formatted(
            entry.recipientId(),
            text(activity.getKind()),
            activity.getObjectId(),
            activity.getActorId(),
            activity.getActivityTime());
  }

  @Override
  public Map<String, Object> document(Entry entry) {
    Activity activity = entry.activity();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("recipient_id", entry.recipientId());
    document.put("kind", text(activity.getKind()));
    document.put("actor_id", activity.getActorId());
    document.put("object_id", activity.getObjectId());
    document.put("activity_time", activity.getActivityTime());
    return document;
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Model model(Activity activity) {
    return switch (activity.getKind()) {
      case TRACK -> Model.TRACK;
      case TRACK_REPOST -> Model.TRACK_REPOST;
      case PLAYLIST -> Model.PLAYLIST;
      case PLAYLIST_REPOST -> Model.PLAYLIST_REPOST;
    };
  }

  /** Of what a row was, only its actor matters: what it is now, the source says. */
  private static SpecificRecordBase row(Activity activity) {
    long actor = activity.getActorId();
    long object = activity.getObjectId();
    return switch (activity.getKind()) {
      case TRACK -> FormerRows.track(object, actor);
      case TRACK_REPOST -> new TrackRepost(actor, object, 0L);
      case PLAYLIST -> FormerRows.playlist(object, actor);
      case PLAYLIST_REPOST -> new PlaylistRepost(actor, object, 0L);
    };
  }
}
