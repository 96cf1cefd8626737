package io.fanfare.ops.audit.edge;

import io.fanfare.ops.audit.edge.PageComparison.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Compares pages, and looks again at those that differ: at the end, or when they are many. */
final class ComparedPages {

  /** Pages that wait for another look. */
  static final int MOST_SUSPECTS = 10_000;

  private final List<String> edges;
  private final PageComparison comparison;
  private final PageRecheck recheck;
  private final LongConsumer progress;
  private final List<CachedPage> suspects = new ArrayList<>();
  private final List<EdgeDifference> differences = new ArrayList<>();
  private long pages;
  private long hits;
  private long different;
  private long unsettled;

  /**
   * @param edges URLs of the caches
   * @param progress receives the number of pages that are done
   */
  ComparedPages(
      List<String> edges, PageComparison comparison, PageRecheck recheck, LongConsumer progress) {
    this.edges = List.copyOf(edges);
    this.comparison = comparison;
    this.recheck = recheck;
    this.progress = progress;
  }

  /** Compares all pages of some rows. */
  void add(PublicRow row, List<Long> ids) throws InterruptedException {
    List<CachedPage> next = new ArrayList<>();
    for (long id : ids) {
      for (String path : row.pages(id)) {
        edges.forEach(edge -> next.add(new CachedPage(edge, path)));
      }
    }
    for (Pair pair : comparison.both(next)) {
      pages++;
      hits += pair.cached().isHit() ? 1 : 0;
      if (!pair.isEqual()) {
        suspects.add(pair.page());
      }
    }
    progress.accept(pages);
    if (suspects.size() > MOST_SUSPECTS) {
      recheck();
    }
  }

  /** Whether there are so many differences that others would teach nothing. */
  boolean isOver() {
    return different >= EdgeAudit.MOST_DIFFERENT;
  }

  EdgeReport end() throws InterruptedException {
    boolean isComplete = !isOver();
    recheck();
    return new EdgeReport(pages, hits, different, differences, unsettled, isComplete);
  }

  private void recheck() throws InterruptedException {
    PageRecheck.Verdict verdict = recheck.confirm(suspects);
    suspects.clear();
    different += verdict.different().size();
    unsettled += verdict.unsettled();
    verdict.different().stream()
        .limit(EdgeAudit.MOST_DIFFERENT - differences.size())
        .forEach(differences::add);
  }
}
