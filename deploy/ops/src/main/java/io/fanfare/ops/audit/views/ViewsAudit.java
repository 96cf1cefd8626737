package io.fanfare.ops.audit.views;

import io.fanfare.api.dashboard.CassandraDashboards;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.Audit;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.AwaitViews;
import io.fanfare.ops.audit.Recipients;
import io.fanfare.ops.audit.Repairer;
import io.fanfare.ops.audit.Retrying;
import io.fanfare.ops.audit.SourceRows;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.View;
import io.fanfare.ops.audit.closeness.ClosenessView;
import io.fanfare.ops.audit.dashboards.DashboardView;
import io.fanfare.ops.audit.search.PlaysView;
import io.fanfare.ops.audit.search.SearchView;
import io.fanfare.ops.audit.stats.CellsOfEvents;
import io.fanfare.ops.audit.stats.CellsOfRows;
import io.fanfare.ops.audit.stats.ExpectedCells;
import io.fanfare.ops.audit.stats.StatsView;
import io.fanfare.ops.capture.CaptureState;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.progress.BinlogPosition;
import io.fanfare.ops.progress.CapturedPosition;
import io.fanfare.ops.progress.Clocks;
import io.fanfare.ops.terminal.ProgressBar;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Audits all views of a pipeline. */
public final class ViewsAudit {

  /** The users whose views are audited. */
  public interface Scope {
    Recipients recipients(Connection source) throws SQLException;
  }

  /** For the capture, where it seems to have misunderstood a statement. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final PipelineAccess pipeline;
  private final PrintWriter progress;
  private final Repairs repairs;

  /** What becomes of differences. */
  private enum Repairs {
    NONE,
    PLANNED,
    DONE
  }

  /**
   * An audit that leaves everything as it is.
   *
   * @param progress where a progress bar is drawn, and lines about what is waited for
   */
  public ViewsAudit(PipelineAccess pipeline, PrintWriter progress) {
    this(pipeline, progress, Repairs.NONE);
  }

  private ViewsAudit(PipelineAccess pipeline, PrintWriter progress, Repairs repairs) {
    this.pipeline = pipeline;
    this.progress = progress;
    this.repairs = repairs;
  }

  /** An audit that repairs what differs. */
  public ViewsAudit repairing() {
    return new ViewsAudit(pipeline, progress, Repairs.DONE);
  }

  /** An audit that counts what would repair what differs, and leaves everything as it is. */
  public ViewsAudit planningRepair() {
    return new ViewsAudit(pipeline, progress, Repairs.PLANNED);
  }

  /** All users. */
  public static Scope everybody() {
    return Recipients::all;
  }

  /** Some users, drawn at random. */
  public static Scope sample(int size) {
    return source -> Recipients.sample(source, size, new Random());
  }

  /** All users whose ids are in a range, both ends included. */
  public static Scope between(long firstId, long lastId) {
    return source -> Recipients.between(source, firstId, lastId);
  }

  public static Scope one(long userId) {
    return source -> Recipients.one(userId);
  }

  /**
   * Audits.
   *
   * @throws io.fanfare.ops.OperationException if something needed does not answer for long, the
   *     capture stands still or leaves something out, or the views do not catch up
   */
  public AuditReport run(Scope scope) throws InterruptedException {
    new CaptureState(pipeline).requireComplete(this::captureCatchesUp);
    SourceRows source = new SourceRows(pipeline);
    Recipients recipients = Retrying.ask(() -> source.ask(scope::recipients));
    boolean isRange = recipients.isRange();
    SourceTables tables = Retrying.ask(() -> source.ask(SourceTables::of));
    Retrying.ask(() -> source.ask(new Clocks(pipeline.kafka())::farApart))
        .forEach(progress::println);
    AllViews views = new AllViews(pipeline);
    Repairer repairer =
        repairs == Repairs.NONE ? null : new Repairer(source, pipeline, repairs == Repairs.PLANNED);
    // One time for both sides, or each entry at the edge of the retention would differ. A recheck
    // drops what leaves the retention later.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (Sessions sessions = new Sessions();
        DashboardView dashboards = new DashboardView(pipeline, tables, now);
        ClosenessView closeness = new ClosenessView(sessions.of(pipeline.dashboards()), tables);
        SearchView search = pipeline.searches() ? new SearchView(pipeline, tables) : null;
        CellsOfEvents log =
            pipeline.counts() ? new CellsOfEvents(pipeline.kafka(), progress) : null;
        StatsView rows =
            log == null ? null : cells(sessions, tables, new CellsOfRows(tables), now, isRange);
        StatsView events = log == null ? null : cells(sessions, tables, log, now, isRange);
        PlaysView plays =
            log == null || search == null ? null : new PlaysView(pipeline, tables, log);
        ProgressBar bar = new ProgressBar(progress, "recipients", recipients.count())) {
      return new Audit(source, new Following(views, progress), repairer)
          .run(views(dashboards, closeness, search, rows, events, plays), recipients, bar::at);
    }
  }

  private record Following(AllViews views, PrintWriter out) implements AwaitViews {

    @Override
    public void awaitCurrent() throws InterruptedException {
      views.awaitCurrent(out);
    }

    @Override
    public BinlogPosition sourceEnd() {
      return views.sourceEnd();
    }
  }

  /**
   * Audits one generation of the dashboards, served or not.
   *
   * @param generation as in {@link io.fanfare.connectors.cassandra.DashboardTables}
   * @throws io.fanfare.ops.OperationException as {@link #run} does
   */
  public AuditReport dashboards(Scope scope, int generation) throws InterruptedException {
    new CaptureState(pipeline).requireComplete(this::captureCatchesUp);
    SourceRows source = new SourceRows(pipeline);
    Recipients recipients = Retrying.ask(() -> source.ask(scope::recipients));
    SourceTables tables = Retrying.ask(() -> source.ask(SourceTables::of));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    CassandraDashboards store = new CassandraDashboards(pipeline.dashboards(), generation);
    try (DashboardView dashboards = new DashboardView(pipeline, tables, now, store);
        ProgressBar bar = new ProgressBar(progress, "recipients", recipients.count())) {
      return new Audit(source, new Following(new AllViews(pipeline), progress), null)
          .run(List.of(dashboards), recipients, bar::at);
    }
  }

  private boolean captureCatchesUp() throws InterruptedException {
    new CapturedPosition(pipeline).await(PATIENCE);
    return true;
  }

  private StatsView cells(
      Sessions sessions,
      SourceTables tables,
      ExpectedCells expected,
      Instant now,
      boolean isRange) {
    return new StatsView(sessions.of(pipeline.requireStats()), tables, expected, now, isRange);
  }

  /** Those that the pipeline has. */
  private static List<View<?>> views(@Nullable View<?>... views) {
    return Stream.<View<?>>of(views).filter(Objects::nonNull).toList();
  }
}
