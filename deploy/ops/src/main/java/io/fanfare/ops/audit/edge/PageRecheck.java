package io.fanfare.ops.audit.edge;

import io.fanfare.ops.audit.AwaitViews;
import io.fanfare.ops.audit.edge.PageComparison.Pair;
import io.fanfare.ops.progress.BinlogPosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks again at pages that seemed to be different. A check reads a page at the API, waits until no
 * cache can hold an answer from before that, reads it at the cache and at the API again. If both
 * answers of the API are the same, the cache must give that one, too. A row may also change and
 * change back meanwhile, so a page must be different at each of several checks, unless nothing at
 * all changed in the source during one.
 */
final class PageRecheck {

  /** As many as of the rows of other views. */
  static final int CHECKS = 5;

  private final PageComparison comparison;
  private final AwaitViews purges;

  PageRecheck(PageComparison comparison, AwaitViews purges) {
    this.comparison = comparison;
    this.purges = purges;
  }

  /**
   * @param different at each check
   * @param unsettled pages that changed during a check, and never were the same
   */
  record Verdict(List<EdgeDifference> different, long unsettled) {}

  Verdict confirm(List<CachedPage> suspects) throws InterruptedException {
    List<CachedPage> open = List.copyOf(suspects);
    Set<CachedPage> changed = new HashSet<>();
    List<EdgeDifference> different = List.of();
    boolean isCertain = false;
    for (int check = 0; check < CHECKS && !isCertain && !open.isEmpty(); check++) {
      BinlogPosition before = purges.sourceEnd();
      List<Answer> earlier = comparison.origin(open);
      purges.awaitCurrent();
      List<Pair> pairs = comparison.both(open);
      isCertain = purges.sourceEnd().equals(before);
      if (isCertain) {
        // This check alone decides.
        changed.clear();
      }
      open = new ArrayList<>();
      different = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        Pair pair = pairs.get(i);
        if (pair.isEqual()) {
          continue;
        }
        open.add(pair.page());
        if (!earlier.get(i).isSameAs(pair.origin())) {
          changed.add(pair.page());
        }
        if (!changed.contains(pair.page())) {
          different.add(EdgeDifference.of(pair.page(), pair.cached(), pair.origin()));
        }
      }
    }
    return new Verdict(different, open.size() - different.size());
  }
}
