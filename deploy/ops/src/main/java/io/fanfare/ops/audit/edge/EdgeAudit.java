package io.fanfare.ops.audit.edge;

import io.fanfare.ops.EdgeAccess;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.AwaitViews;
import io.fanfare.ops.audit.Retrying;
import io.fanfare.ops.audit.SourceRows;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.progress.BinlogPosition;
import io.fanfare.ops.progress.CapturedPosition;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.ops.terminal.WaitNotice;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Audits the edge: reads the public pages of the source's rows at each cache and at the API, and
 * compares them. It begins when no cache can hold an answer from before the source's position of
 * its start.
 */
public final class EdgeAudit {

  /** Beyond so many differences, it ends. */
  public static final int MOST_DIFFERENT = 1_000;

  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int ROWS_AT_ONCE = 100;

  private final PipelineAccess pipeline;
  private final EdgeAccess edge;
  private final PrintWriter progress;

  /**
   * @param progress receives a bar, and lines about what is waited for
   * @throws io.fanfare.ops.OperationException if the pipeline has no edge
   */
  public EdgeAudit(PipelineAccess pipeline, PrintWriter progress) {
    this.pipeline = pipeline;
    this.edge = pipeline.requireEdge();
    this.progress = progress;
  }

  /**
   * Audits the pages of all rows.
   *
   * @throws io.fanfare.ops.OperationException if a server does not answer for long, or the purger
   *     does not purge
   */
  public EdgeReport run() throws InterruptedException {
    return run(null);
  }

  /**
   * Audits the pages of some rows of each table, drawn at random.
   *
   * @param rows how many of each
   * @throws io.fanfare.ops.OperationException as {@link #run()} does
   */
  public EdgeReport sample(int rows) throws InterruptedException {
    return run(rows);
  }

  private EdgeReport run(@Nullable Integer sample) throws InterruptedException {
    SourceRows source = new SourceRows(pipeline);
    SourceTables tables = Retrying.ask(() -> source.ask(SourceTables::of));
    PageReader reader = new PageReader();
    AwaitViews purges = new AwaitPurges(edge, reader, new Captured(), progress);
    try (PageComparison comparison = new PageComparison(reader, edge.originUrl());
        ProgressBar bar = new ProgressBar(progress, "pages", count(source, tables, sample))) {
      purges.awaitCurrent();
      ComparedPages compared =
          new ComparedPages(edge.urls(), comparison, new PageRecheck(comparison, purges), bar::at);
      for (PublicRow row : PublicRow.values()) {
        compare(compared, row, source, new RowIds(tables, row.table()), sample);
      }
      return compared.end();
    }
  }

  /** How many pages there are. */
  private long count(SourceRows source, SourceTables tables, @Nullable Integer sample)
      throws InterruptedException {
    long pages = 0;
    for (PublicRow row : PublicRow.values()) {
      RowIds ids = new RowIds(tables, row.table());
      long rows = Retrying.ask(() -> source.ask(ids.count()));
      pages += row.pages() * (sample == null ? rows : Math.min(rows, sample));
    }
    return pages * edge.urls().size();
  }

  private static void compare(
      ComparedPages compared,
      PublicRow row,
      SourceRows source,
      RowIds ids,
      @Nullable Integer sample)
      throws InterruptedException {
    if (sample != null) {
      List<Long> drawn = Retrying.ask(() -> source.ask(ids.sample(sample, new Random())));
      for (int from = 0; from < drawn.size() && !compared.isOver(); from += ROWS_AT_ONCE) {
        compared.add(row, drawn.subList(from, Math.min(from + ROWS_AT_ONCE, drawn.size())));
      }
      return;
    }
    for (Long first = Long.MIN_VALUE; first != null && !compared.isOver(); ) {
      long from = first;
      List<Long> next = Retrying.ask(() -> source.ask(ids.from(from, ROWS_AT_ONCE)));
      compared.add(row, next);
      long last = next.isEmpty() ? Long.MAX_VALUE : next.get(next.size() - 1);
      first = last == Long.MAX_VALUE ? null : last + 1;
    }
  }

  private final class Captured implements AwaitPurges.Capture {

    @Override
    public void awaitCurrent() throws InterruptedException {
      new CapturedPosition(pipeline).await(PATIENCE, new WaitNotice(progress));
    }

    @Override
    public BinlogPosition sourceEnd() {
      return new AllViews(pipeline).sourceEnd();
    }
  }
}
